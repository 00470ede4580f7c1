using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Segments;

/// <summary>A segment in the hands of somebody: shows at each stroke whom it would take, and saves it.</summary>
public sealed partial class SegmentEditor
{
    private SegmentEdit? edit;

    protected override bool CanBeTried => edit!.IsSound;

    protected override async Task<string?> ReadAsync(Actor actor)
    {
        var read = Id == 0 ? await Segments.NewAsync(actor, CancellationToken.None) : await Segments.RunAsync(actor, Id, CancellationToken.None);
        if (read.Value is not { } view) return read.Message;
        if (edit is not null) edit.Changed -= Look;
        edit = new(view);
        edit.Changed += Look;
        return null;
    }

    protected override Task<Result<SegmentTrial>> OpenAsync(Actor actor, CancellationToken ct) => Try.OpenAsync(actor, ct);

    protected override Task<SegmentOutlook> TryAsync(SegmentTrial trial, IProgress<AccountsDone> progress, CancellationToken ct)
    {
        var draft = edit!.ToSegment();
        return Task.Run(() => trial.TryAsync(draft, progress, ct), ct);
    }

    private void Fill(bool byHand)
    {
        edit!.IsByHand = byHand;
        edit.Touch();
    }

    private void Follow(string? journey)
    {
        edit!.JourneyId = int.TryParse(journey, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        edit.Touch();
    }

    private Task SaveAsync() => WorkAsync(async actor =>
    {
        if (!edit!.IsSound) return;
        var saved = await Save.RunAsync(actor, edit.ToInput(), CancellationToken.None);
        edit.Refusals = saved.Errors;
        if (saved.Value is not { } segment)
        {
            Failure = saved.Errors.FirstOrDefault(e => e.Field is null)?.Message ?? (saved.Errors.Any(e => e.Field is "name" or "description" or "journey") ? "Mend what is marked, then save again." : saved.Message);
            return;
        }

        if (Id == 0)
        {
            Navigation.NavigateTo(FormattableString.Invariant($"/segments/{segment.Id}"));
            return;
        }

        await ReadAgainAsync();
        Said = segment.Moved == 0 ? "Saved. No account changed its segment." : $"Saved. {Formats.Plural(segment.Moved, "account")} changed segment.";
        if (segment.Staged > 0) Said += $" {Formats.Plural(segment.Staged, "account")} changed stage.";
        // Heading and history stand outside of this component.
        Navigation.Refresh();
    });

    private Task ResetAsync() => edit!.IsChanged ? WorkAsync(_ => ReadAgainAsync()) : Task.CompletedTask;

    private Task RemoveAsync() => WorkAsync(async actor =>
    {
        var removed = await Remove.RunAsync(actor, Id, CancellationToken.None);
        Failure = removed.Message;
        if (removed.IsOk) Navigation.NavigateTo("/segments");
    });
}
