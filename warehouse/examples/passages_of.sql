-- Where do the passages of the paper and the blog stand?
SELECT passage, left_id, left_start, left_stop, right_start, right_stop, kind
FROM passages_of('valley-ferry', 'owl-ferry')
ORDER BY passage;
