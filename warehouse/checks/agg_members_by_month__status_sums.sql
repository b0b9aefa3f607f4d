-- One row per month and organisation whose members by status do not add up.
-- Đảng viên = chính thức + dự bị + miễn sinh hoạt + đình chỉ.
-- Members = official + probationary + exempt + suspended.
select month, organization_code
from marts.agg_members_by_month
where member_count <> official_count + probationary_count + exempt_count + suspended_count
