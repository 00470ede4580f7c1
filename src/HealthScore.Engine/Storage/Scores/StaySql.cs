namespace HealthScore.Engine.Storage.Scores;

/// <summary>The part of a statement that says in which stage accounts are, and since when.</summary>
internal static class StaySql
{
    /// <summary>
    /// The state of each account on a day, with <c>began</c>, the first day of its stay in the stage: a change of segment, owner or ARR is a
    /// state of its own, but no new stay. Of no meaning where there is no stage.
    /// </summary>
    /// <param name="holds">Which accounts, as a condition on <c>account_id</c>.</param>
    /// <param name="day">The day, as SQL.</param>
    public static string Of(string holds, string day) =>
        $"""
        select distinct on (account_id) account_id, segment_id, stage_id, owner_id, arr, began from (
            select *, max(case when enters then from_day end) over w as began from (
                select *, lag(stage_id) over w is distinct from stage_id as enters
                from account_state where {holds} and from_day <= {day} window w as (partition by account_id order by from_day)) e
            window w as (partition by account_id order by from_day)) s
        order by account_id, from_day desc
        """;
}
