using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>A touch to record.</summary>
/// <param name="Channel">One of <see cref="Touch.Channels"/>.</param>
/// <param name="Day">Today or a day of the last year.</param>
/// <param name="Note">What was said.</param>
/// <param name="Contact">With whom, by external id; for one account only.</param>
public sealed record NewTouch(string Channel, DateOnly Day, string? Note = null, string? Contact = null);

/// <summary>Records a touch with an account, or the same touch with each of several.</summary>
public sealed class RecordTouch(AccountDesk desk, OrganisationClock clock)
{
    /// <summary>So many accounts at most can be worked with at once.</summary>
    public const int MostAccounts = 1000;

    /// <summary>The touches, each with its account and key; <see cref="TakeBack"/> takes them.</summary>
    public Task<Result<IReadOnlyList<Touch>>> RunAsync(Actor actor, IReadOnlyCollection<long> accounts, NewTouch touch, CancellationToken ct)
    {
        List<Error> problems = [];
        if (accounts.Count > MostAccounts) problems.Add(new("too_many", $"At most {MostAccounts} accounts at once, and these are {accounts.Count}. Choose fewer."));
        if (!Touch.Channels.Contains(touch.Channel)) problems.Add(new("no_channel", $"Choose one of {string.Join(", ", Touch.Channels)}.", nameof(NewTouch.Channel)));
        problems.Past(nameof(NewTouch.Day), touch.Day, clock.Today);
        problems.Text(nameof(NewTouch.Note), touch.Note);
        return desk.WorkAsync<IReadOnlyList<Touch>>(actor, accounts, "record a touch", problems, async db =>
        {
            var contact = EntryChecks.Tidy(touch.Contact);
            if (contact is not null && (accounts.Count > 1 || !await db.Contacts.AnyAsync(c => accounts.Contains(c.AccountId) && c.ExternalId == contact, ct)))
                return new Error("no_contact", "There is no such contact at this account. Choose one of the list, or nobody.", nameof(NewTouch.Contact));
            List<Touch> touches = [.. accounts.Distinct().Select(account => new Touch
            {
                AccountId = account, Day = touch.Day, Channel = touch.Channel, Note = EntryChecks.Tidy(touch.Note), Contact = contact, By = actor.Name, Recorded = clock.Today,
            })];
            db.Touches.AddRange(touches);
            return touches;
        }, ofCustomers: false, ct);
    }
}
