-- What a report looks up of the items of a period, without their texts: they may be long, and there are thousands.

CREATE INDEX item_facts ON item (id, kind, block_id, field_id, language, origin, portal_link);
DROP INDEX item_added;
CREATE INDEX item_added ON item (added_at, origin, portal_link);

DROP INDEX item_event_at;
CREATE INDEX item_event_returned ON item_event (at, item_id) WHERE step = 'returned';

-- An item's authors: the largest share first, of equals the one named first.
CREATE INDEX item_author_share ON item_author (item_id, share DESC);
