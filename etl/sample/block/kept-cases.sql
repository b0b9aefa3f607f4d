-- One row per case that stays: as many as the published figures of June 2020 say.
-- Left out: what would be concluded between 2019-01-01 and 2020-06-30 beyond 1,014 persons and 280 record checks.
delete from case_lives
where
    concluded_on between date '2019-01-01' and date '2020-06-30'
    and closed_on > date '2020-06-30'
    and case_type in (
        'appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee', 'record_check'
    );

delete from case_lives
where
    concluded_on between date '2019-01-01' and date '2020-06-30'
    and case_type in ('appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee')
    and member_code not in (
        select member_code
        from case_lives
        where
            concluded_on between date '2019-01-01' and date '2020-06-30'
            and case_type in (
                'appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee'
            )
        group by member_code
        order by chance('kept', member_code)
        limit 1014
    );

delete from case_lives
where
    concluded_on between date '2019-01-01' and date '2020-06-30'
    and case_type = 'record_check'
    and case_no not in (
        select case_no
        from case_lives
        where concluded_on between date '2019-01-01' and date '2020-06-30' and case_type = 'record_check'
        order by chance('kept', case_no)
        limit 280
    );

-- A seed with too few to keep is refused rather than shown with other figures.
select
    case
        when count(distinct member_code) filter (where case_type <> 'record_check') <> 1014
            or count(*) filter (where case_type = 'record_check') <> 280
            then error('This seed gives too few concluded cases for the published figures of June 2020: take another one.')
    end as refusal
from case_lives
where
    concluded_on between date '2019-01-01' and date '2020-06-30'
    and closing = 'concluded'
    and case_type in (
        'appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee', 'record_check'
    );
