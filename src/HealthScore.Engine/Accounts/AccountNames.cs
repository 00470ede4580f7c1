using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>The names of the segments, stages and owners on a page.</summary>
internal sealed class AccountNames
{
    private readonly Dictionary<int, string> _segments;
    private readonly Dictionary<int, string> _stages;
    private readonly Dictionary<int, string> _owners;

    private AccountNames(Dictionary<int, string> segments, Dictionary<int, string> stages, Dictionary<int, string> owners) =>
        (_segments, _stages, _owners) = (segments, stages, owners);

    public static async Task<AccountNames> ReadAsync(HealthScoreDb db, List<AccountCurrent> accounts, CancellationToken ct)
    {
        var segments = accounts.Select(a => a.SegmentId).OfType<int>().Distinct().ToList();
        var stages = accounts.Select(a => a.StageId).OfType<int>().Distinct().ToList();
        var owners = accounts.Select(a => a.OwnerId).OfType<int>().Distinct().ToList();
        return new(
            await db.Segments.Where(s => segments.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct),
            await db.Stages.Where(s => stages.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct),
            await db.Owners.Where(o => owners.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct));
    }

    public string? Segment(AccountCurrent account) => Name(_segments, account.SegmentId);

    public string? Stage(AccountCurrent account) => Name(_stages, account.StageId);

    public string? Owner(AccountCurrent account) => Name(_owners, account.OwnerId);

    private static string? Name(Dictionary<int, string> names, int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
}
