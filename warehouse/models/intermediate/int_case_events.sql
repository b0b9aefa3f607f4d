-- One row per case and thing that happened to it: opened, closed, moved in, moved out, vanished.
-- A move counts when it falls after the receipt, not after the closing, and before the vanishing.
with moves as (
    select
        moves.case_no,
        cases.case_type,
        moves.from_code,
        moves.to_code,
        moves.effective_on,
        came_from.current_organization_code = went_to.current_organization_code as is_within,
    from int_case_moves as moves
    inner join int_cases as cases on cases.case_no = moves.case_no
    inner join int_current_codes as came_from on came_from.organization_code = moves.from_code
    inner join int_current_codes as went_to on went_to.organization_code = moves.to_code
    where
        moves.effective_on > cases.received_on
        and moves.effective_on <= coalesce(cases.closed_on, date 'infinity')
        and moves.effective_on < coalesce(cases.vanished_on, date 'infinity')
),

happened as (
    select case_no, case_type, 'opened' as event, received_on as event_on, received_on as held_on from int_cases
    union all
    select case_no, case_type, 'closed', closed_on, closed_on from int_cases where closed_on is not null
    union all
    select case_no, case_type, 'vanished', vanished_on, vanished_on - 1
    from int_cases
    where vanished_on is not null and closed_on is null
)

select
    happened.case_no,
    happened.case_type,
    happened.event,
    happened.event_on,
    holders.organization_code,
    false as is_within,
from happened
inner join int_case_holders as holders
    on holders.case_no = happened.case_no
    and holders.from_on <= happened.held_on
    and happened.held_on < holders.to_on

union all

select case_no, case_type, 'transferred_out', effective_on, from_code, is_within from moves

union all

select case_no, case_type, 'transferred_in', effective_on, to_code, is_within from moves
