// Asking for a sentence before something is done: a reason, that will be kept with the name.
interface Question {
    title: string;
    answer: (text: string | null) => void;
}
const state = $state<{ question: Question | null }>({ question: null });

export const asked = (): Question | null => state.question;

// Null: thought better of it.
export function why(title: string): Promise<string | null> {
    return new Promise((resolve) => {
        state.question = {
            title,
            answer: (text) => {
                state.question = null;
                resolve(text);
            },
        };
    });
}
