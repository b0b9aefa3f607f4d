-- One row per row that stands alike in every province: a rule of some provinces only is no rule of the whole.
-- Leaves out what only some have.
select * exclude (prefix)
from rows_of_provinces
group by all
having count(*) = (select count(*) from provinces)
