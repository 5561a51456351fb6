-- Where are the passages that the paper and the blog share?
SELECT passage, left_id, left_start, left_stop, right_start, right_stop, kind
FROM passages_of('valley-ferry', 'owl-ferry')
ORDER BY passage;
