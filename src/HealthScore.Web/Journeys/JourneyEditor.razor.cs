using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Journeys;

/// <summary>A journey in the hands of somebody: shows at each stroke where it would put accounts, and saves it.</summary>
public sealed partial class JourneyEditor
{
    private JourneyEdit? edit;
    private ElementReference addStage;
    private bool isSure;

    protected override bool CanBeTried => edit!.CanBeTried;

    private ConditionWords Words => new(edit!.Catalogue, CultureInfo.CurrentCulture);

    protected override async Task<string?> ReadAsync(Actor actor)
    {
        var read = Id == 0 ? await Journeys.NewAsync(actor, CancellationToken.None) : await Journeys.RunAsync(actor, Id, CancellationToken.None);
        if (read.Value is not { } view) return read.Message;
        if (edit is not null) edit.Changed -= Look;
        edit = new(view);
        edit.Changed += Look;
        return null;
    }

    protected override Task<Result<JourneyTrial>> OpenAsync(Actor actor, CancellationToken ct) => Try.OpenAsync(actor, ct);

    protected override Task<JourneyOutlook> TryAsync(JourneyTrial trial, IProgress<AccountsDone> progress, CancellationToken ct)
    {
        var draft = edit!.ToInput();
        return Task.Run(() => trial.TryAsync(draft, progress, ct), ct);
    }

    private Task SaveAsync() => WorkAsync(async actor =>
    {
        edit!.Check();
        if (!edit.IsSound)
        {
            Failure = "Mend what is marked, then save again.";
            return;
        }

        var saved = await Save.RunAsync(actor, edit.ToInput(), CancellationToken.None);
        edit.Refusals = saved.Errors;
        if (saved.Value is not { } journey)
        {
            Failure = saved.Errors.FirstOrDefault(e => e.Field is null)?.Message ?? "Mend what is marked, then save again.";
            return;
        }

        if (Id == 0)
        {
            Navigation.NavigateTo(FormattableString.Invariant($"/journeys/{journey.Id}"));
            return;
        }

        await ReadAgainAsync();
        Said = journey.Staged == 0 ? "Saved. No account changed its stage." : $"Saved. {Formats.Plural(journey.Staged, "account")} changed stage.";
    });

    private Task ResetAsync() => edit!.IsChanged ? WorkAsync(_ => ReadAgainAsync()) : Task.CompletedTask;

    // There is no way back, so it takes a second press.
    private Task RemoveAsync()
    {
        isSure = !isSure;
        return isSure ? Task.CompletedTask : RemoveNowAsync();
    }

    private Task RemoveNowAsync() => WorkAsync(async actor =>
    {
        var removed = await Remove.RunAsync(actor, Id, CancellationToken.None);
        Failure = removed.Message;
        if (removed.IsOk) Navigation.NavigateTo("/journeys");
    });

    // What had the focus is gone with the stage.
    private async Task RemoveStageAsync(StageEdit stage)
    {
        edit!.Do(() => edit.Stages.Remove(stage));
        await addStage.FocusAsync();
    }

    private static string Text(ChangeEventArgs e) => (string?)e.Value ?? "";
}
