-- One row per metric, month and comparison whose causes do not add up to the change of the value.
-- Các nguyên nhân thay đổi cộng lại đúng bằng chênh lệch giữa giá trị sau và giá trị trước.
-- The causes of a change add up to the difference between the values after and before.
select metric_id, month, compared_with
from meta.changes
group by metric_id, month, compared_with
having
    sum(change) <> any_value(value_after) - any_value(value_before)
    or count(distinct value_before) <> 1
    or count(distinct value_after) <> 1
    or count(distinct compared_version) <> 1
    or count(distinct cause) <> count(*)
