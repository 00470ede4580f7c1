using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Accounts;

/// <summary>What has just been done on a page.</summary>
/// <param name="Undo">How it is taken back; null: it is not.</param>
/// <param name="IsGone">True: what was pressed goes with it, so that the notice takes the focus.</param>
public sealed record ActNote(string Text, Func<Task<Result<Done>>>? Undo, bool IsGone = false);

/// <summary>Tells the page's notice of what its buttons did. One for each open page.</summary>
public sealed class ActNews
{
    public event Action<ActNote>? Told;

    public event Action<string>? Failed;

    public void Tell(ActNote note) => Told?.Invoke(note);

    /// <summary>Why something could not be done.</summary>
    public void Fail(string problem) => Failed?.Invoke(problem);
}
