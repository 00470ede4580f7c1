using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Models;

/// <summary>A model in the hands of somebody: loads it, saves the draft, publishes it, and settles who came first.</summary>
public sealed partial class ModelEditor
{
    private ModelEdit? edit;
    private DraftView? draft;
    private ModelView? view;
    private ModelView? theirs;
    private string? overtaken;
    private string? message;
    private string? failure;
    private IReadOnlyList<Error> refusals = [];
    private PublishInput words = new();
    private Asking asking;
    private readonly CancellationTokenSource stop = new();
    private bool tookTheirs;
    private bool mayEdit;
    private bool busy;

    private enum Asking
    {
        Nothing,
        Discard,
        Publish,
    }

    [Parameter, EditorRequired] public int ModelId { get; set; }

    private string Standing => (view!.Model, edit!.IsChanged) switch
    {
        (_, true) => "Not saved yet.",
        ({ HasDraft: true } model, _) => $"Draft saved by {model.DraftBy}, {Formats.Moment(TimeZoneInfo.ConvertTime(model.DraftAt!.Value, Clock.Zone))}.",
        ({ Version: { } version }, _) => $"This is version {version}, as published.",
        ({ Ended: { } ended }, _) => $"This is what the model said until it was ended on {Formats.Day(ended)}.",
        _ => "",
    };

    // Buttons that can do nothing now keep the focus: a disabled one would drop it.
    private bool MayPublish => view!.Model.HasDraft || edit!.IsChanged;

    public void Dispose()
    {
        Forget();
        stop.Cancel();
        stop.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    // Once the page is there, and again when the draft asks for something that was not measured.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (draft is not { NeedsMeasuring: true, IsMeasuring: false, Failure: null } of) return;
        of.IsMeasuring = true;
        StateHasChanged();
        try
        {
            var measured = await Measure.RunAsync(await Current.GetAsync(), ModelId, edit!.Definition, stop.Token);
            (of.Failure, of.Scope) = (measured.Message, measured.Value ?? of.Scope);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            Log.LogWarning(e, "The scope of model {Model} could not be measured", ModelId);
            of.Failure = Outage.Words;
        }

        of.IsMeasuring = false;
        StateHasChanged();
    }

    private Task RetryAsync() => WorkAsync(_ => LoadAsync());

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync();
        mayEdit = ModelRights.Refuse(actor) is null;
        var read = await Models.RunAsync(actor, ModelId, CancellationToken.None);
        failure = read.Message;
        if (read.Value is { } model) Show(model);
    }

    private void Show(ModelView model)
    {
        Forget();
        (view, theirs, refusals) = (model, null, []);
        edit = new(model.Model.Kind, model.Definition, model.Catalogue) { RiskTypes = model.RiskTypes, Published = Ids(model) };
        draft = mayEdit ? Beside(edit, model) : null;
        edit.Changed += Redraw;
    }

    // A model that was ended scores nothing that the draft could be seen beside.
    private static DraftView Beside(ModelEdit edit, ModelView model, MeasuredScope? scope = null) => new(edit, model.Model.Ended is null ? model.Latest : null) { Scope = scope };

    private static HashSet<string> Ids(ModelView model) => [.. (model.Latest?.Measures ?? []).Select(m => m.Id)];

    private void Forget()
    {
        if (edit is not null) edit.Changed -= Redraw;
    }

    private void Redraw()
    {
        message = null;
        if (draft is not null) draft.Failure = null;
        StateHasChanged();
    }

    private Task SaveMineAsync() => edit!.IsChanged ? SaveAsync(view!, isOver: tookTheirs) : Task.CompletedTask;

    private Task SaveAsync(ModelView seen, bool isOver = false) => WorkAsync(async actor =>
    {
        var saved = await Save.RunAsync(actor, ModelId, seen.DraftRevision, edit!.Definition, CancellationToken.None, seen.Model.Last, isOver);
        if (!saved.IsOk)
        {
            await SettleAsync(actor, saved.Errors);
            return;
        }

        tookTheirs = false;
        await ReadAgainAsync(actor);
        message = saved.Value.Problems.Count + edit.Problems.Count == 0 ? "Saved as a draft. It scores nothing until you publish it." : "Saved as a draft. Mend what is marked before you publish it.";
    });

    // What is looked at in the dialog is what is stored, so that nobody publishes what nobody has seen.
    private async Task AskToPublishAsync()
    {
        if (!MayPublish) return;
        await SaveMineAsync();
        if (edit!.IsChanged || theirs is not null || failure is not null) return;
        (refusals, message) = ([], null);
        if (edit.Problems.Count > 0) failure = $"Mend {Formats.Plural(edit.Problems.Count, "place")} first: {edit.Problems[0].Message}";
        else asking = Asking.Publish;
    }

    private Task PublishAsync() => WorkAsync(async actor =>
    {
        var published = await Publish.RunAsync(actor, ModelId, view!.DraftRevision, view.Model.Last, words.Reason, CancellationToken.None, words.Expected);
        if (published.Value is { } version)
        {
            Close();
            words = new();
            await ReadAgainAsync(actor);
            message = $"Version {version.Number} is published. {Formats.Plural(version.Accounts, "account")} {(version.Accounts == 1 ? "is" : "are")} being scored by it now.";
            // The header above stands outside of this component.
            Navigation.Refresh();
            return;
        }

        refusals = published.Errors;
        if (refusals.Any(e => e.Code == "draft_overtaken")) await SettleAsync(actor, refusals);
        // The dialog stays and shows what publishing would change now.
        if (refusals.Any(e => e.Code == "version_overtaken")) await ReadAgainAsync(actor);
    });

    private Task DiscardAsync() => WorkAsync(async actor =>
    {
        asking = Asking.Nothing;
        if (!view!.Model.HasDraft)
        {
            Show(view);
            return;
        }

        var discarded = await Discard.RunAsync(actor, ModelId, view.DraftRevision, CancellationToken.None);
        if (!discarded.IsOk) await SettleAsync(actor, discarded.Errors);
        else if (discarded.Value == DiscardedDraft.ModelGone)
        {
            edit!.Saved();
            Navigation.NavigateTo($"/models?kind={view.Model.Kind.InAddress()}");
        }
        else
        {
            await LoadAsync();
            message = "The draft is discarded.";
        }
    });

    private async Task SettleAsync(Actor actor, IReadOnlyList<Error> errors)
    {
        if (!errors.Any(e => e.Code is "draft_overtaken" or "version_overtaken"))
        {
            failure = errors[0].Message;
            return;
        }

        asking = Asking.Nothing;
        overtaken = errors[0].Message;
        theirs = (await Models.RunAsync(actor, ModelId, CancellationToken.None)).Value;
    }

    // One step, so that undo brings back one's own; whatever is saved then is saved over theirs.
    private void TakeTheirs()
    {
        tookTheirs = true;
        var (mine, stored) = (edit!, theirs!);
        (view, theirs, refusals) = (stored, null, []);
        mine.Change(_ => stored.Definition);
        mine.Rebase(stored.Definition);
        if (draft is not null) draft = Beside(mine, stored, draft.Scope);
        message = "You see their draft now. Undo brings back yours.";
    }

    // Theirs first and mine on top of it, so that undo brings theirs to light as long as the page is open, and saving it gives it back.
    private Task SaveOverTheirsAsync()
    {
        var (mine, stored) = (edit!.Definition, theirs!);
        edit.Change(_ => stored.Definition);
        edit.Change(_ => mine);
        return SaveAsync(stored, isOver: true);
    }

    private async Task ReadAgainAsync(Actor actor)
    {
        var read = await Models.RunAsync(actor, ModelId, CancellationToken.None);
        (view, theirs, failure) = (read.Value ?? view, null, read.Message);
        edit!.Saved();
        edit.Published = Ids(view!);
        // What was just published is now what the draft is compared with.
        if (draft is not null) draft = Beside(edit, view!, draft.Scope);
    }

    private void Close() => asking = Asking.Nothing;

    private async Task WorkAsync(Func<Actor, Task> work)
    {
        if (busy) return;
        (busy, failure, message) = (true, null, null);
        try
        {
            await work(await Current.GetAsync());
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            Log.LogWarning(e, "Model {Model} could not be worked on", ModelId);
            failure = Outage.Words;
        }
        finally
        {
            busy = false;
        }
    }
}
