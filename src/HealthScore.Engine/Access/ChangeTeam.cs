using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Access;

/// <summary>A user's team.</summary>
/// <param name="Team">As its members call it; empty: none.</param>
public sealed record TeamChange(string UserId, string? Team);

/// <summary>Puts a user who owns accounts into a team: those of one team see each other's accounts together.</summary>
public sealed class ChangeTeam(HealthScoreDb db)
{
    public const int LongestName = 60;

    public async Task<Result<Done>> RunAsync(Actor actor, TeamChange change, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageUsers)) return Error.Forbidden("change users");
        var team = string.IsNullOrWhiteSpace(change.Team) ? null : change.Team.Trim();
        if (team?.Length > LongestName) return new Error("team_long", $"At most {LongestName} letters.", nameof(change.Team));
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == change.UserId, ct) is not { } user) return Error.NotFound("user");
        if (await db.Owners.SingleOrDefaultAsync(o => o.Id == user.OwnerId || (user.OwnerId == null && o.Email == user.Email), ct) is not { } owner)
            return new Error("no_owner", "They own no accounts: an account gets an owner by an import that names their mail address.", nameof(change.Team));
        owner.Team = team;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.SaveChangesAsync(ct);
        await CurrentChangeSql.ForgetSumsAsync(connection, ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}
