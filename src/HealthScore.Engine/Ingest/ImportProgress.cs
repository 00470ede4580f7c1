namespace HealthScore.Engine.Ingest;

/// <summary>Where an import is.</summary>
public enum ImportStage
{
    /// <summary>Looks at the whole file: encoding, date order, decimal sign.</summary>
    Reading = 1,

    /// <summary>Checks every row.</summary>
    Checking = 2,

    /// <summary>Writes, in one transaction: nobody sees a part of it.</summary>
    Writing = 3,
}

/// <summary>How far an import is.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="Rows">Rows read in this stage, or readings written.</param>
/// <param name="Fraction">Share of this stage that is done, 0–1.</param>
public sealed record ImportProgress(ImportStage Stage, long Rows, double Fraction);

/// <summary>Tells the progress to whoever wants to know.</summary>
internal sealed class ProgressReporter(IProgress<ImportProgress>? progress)
{
    public void Report(ImportStage stage, long rows, double fraction) => progress?.Report(new ImportProgress(stage, rows, Math.Clamp(fraction, 0, 1)));
}
