using System.Runtime.CompilerServices;
using System.Text;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Reads accounts that are active today with what conditions ask of them, in one stream.</summary>
public sealed class FactsReader(AccountMeasures measures, OrganisationClock clock)
{
    /// <summary>In the order of their ids.</summary>
    /// <param name="connection">Sees what its transaction wrote; measures are those that were committed before.</param>
    /// <param name="accounts">Only these; null: all.</param>
    /// <param name="subjects">What is asked for: lists, milestones and measures that nobody asks for are not read.</param>
    /// <param name="ct">Stops it.</param>
    internal async IAsyncEnumerable<PlacedAccount> ReadAsync(NpgsqlConnection connection, AccountSet? accounts, IReadOnlyCollection<Subject> subjects, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = clock.Today;
        var names = await FactsSql.ReadNamesAsync(connection, ct);
        string[] asked = [.. subjects.OfType<ListSubject>().Select(l => l.List).Distinct()];
        var lists = asked.Length > 0 ? await FactsSql.ReadListsAsync(connection, accounts, asked, ct) : [];
        string[] wanted = [.. subjects.OfType<MilestoneSubject>().Select(m => m.Milestone).Distinct()];
        var isLate = subjects.Any(s => s is MeasureSubject { Source: DerivedSource { Measure: DerivedMeasure.MilestoneDelay } });
        var milestones = isLate || wanted.Length > 0 ? await FactsSql.ReadMilestonesAsync(connection, accounts, isLate ? null : wanted, ct) : null;
        var measured = await measures.ReadAsync([.. subjects.OfType<MeasureSubject>().Where(m => !m.IsOfStay).Select(m => m.Source).Distinct()], accounts, null, ct);
        await using var stream = await FactsSql.CopyAsync(connection, accounts, subjects.Any(s => s.IsOfStay), today, ct);
        for (var rows = new CopyReader(stream); await rows.ReadRowAsync(FactsSql.Columns, ct);) yield return Account(rows);

        PlacedAccount Account(CopyReader row)
        {
            var id = row.NextInt64();
            var (name, externalId) = (Encoding.UTF8.GetString(row.Next()), Encoding.UTF8.GetString(row.Next()));
            var (start, churned) = (DateOnly.FromDayNumber(row.NextDay()), row.NextDateOrNull());
            var (segment, isPlaced, given) = (row.NextInt32OrNull(), row.Next()[0] != 0, row.NextInt32OrNull());
            var (stage, isStaged, givenStage) = (row.NextInt32OrNull(), row.Next()[0] != 0, row.NextInt32OrNull());
            var (owner, arr, renewal) = (row.NextInt32OrNull(), row.NextInt64() / 100m, row.NextDateOrNull());
            var attributes = Attributes(row.Next(), names.Attributes);
            var (before, from, began) = (row.NextInt32OrNull(), row.NextInt32OrNull(), row.NextDateOrNull());
            var facts = new ConditionFacts
            {
                AccountId = id, Day = today, Name = name, ExternalId = externalId, Start = start, Churned = churned, Renewal = renewal, Arr = arr,
                Owner = owner is { } o ? names.Owners.GetValueOrDefault(o) : null, Stage = from is { } s ? names.Stages.GetValueOrDefault(s) : null, StageBegan = began,
                Attributes = attributes, Measures = measured.Of(id),
            };
            if (lists.TryGetValue(id, out var on)) facts.Lists = on;
            if (milestones is not null) facts.Milestones = [.. milestones[id].Select(m => m.In(from, began))];
            return new(facts, segment, isPlaced, isPlaced ? given : segment, new(stage, isStaged, isStaged ? givenStage : stage), from, before);
        }
    }

    // PostgreSQL puts the number of its format before the text of a jsonb.
    private static Dictionary<string, AttributeValue>? Attributes(ReadOnlySpan<byte> json, Dictionary<string, AttributeKind> kinds) => json.Length > 1 ? AttributeJson.Read(json[1..], kinds) : null;
}
