using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Accounts;

/// <summary>What has just been done on a page, and how it is taken back.</summary>
public sealed record ActNote(string Text, Func<Task<Result<Done>>> Undo);

/// <summary>Tells the page's notice of what its buttons did. One for each open page.</summary>
public sealed class ActNews
{
    public event Action<ActNote>? Told;

    public void Tell(ActNote note) => Told?.Invoke(note);
}
