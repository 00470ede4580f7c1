namespace HealthScore.Domain.Scoring;

/// <summary>Accounts that go from one band to another, or stay.</summary>
/// <param name="From">The band as published; unknown: no score.</param>
/// <param name="To">The band under the draft.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">Their annual recurring revenue.</param>
public sealed record BandMove(Band From, Band To, int Accounts, decimal Arr);

/// <summary>What a preview of a draft came to, kept with the version that is made of the draft. It is no score.</summary>
/// <param name="Revision">The revision of the draft that was looked at.</param>
/// <param name="Day">The day whose data was scored.</param>
/// <param name="Moves">All pairs of bands with at least one account.</param>
public sealed record PreviewSummary(int Revision, DateOnly Day, IReadOnlyList<BandMove> Moves)
{
    /// <summary>How many accounts were scored.</summary>
    public int Accounts => Moves.Sum(m => m.Accounts);

    /// <summary>How many of them changed their band.</summary>
    public int Moved => Moves.Where(m => m.From != m.To).Sum(m => m.Accounts);

    /// <summary>Those that became red.</summary>
    public int NewReds => Moves.Where(m => m.To == Band.Red && m.From != Band.Red).Sum(m => m.Accounts);

    /// <summary>Those that are red no longer.</summary>
    public int FormerReds => Moves.Where(m => m.From == Band.Red && m.To != Band.Red).Sum(m => m.Accounts);
}
