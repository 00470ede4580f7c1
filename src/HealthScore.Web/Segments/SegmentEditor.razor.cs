using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Segments;

/// <summary>A segment in the hands of somebody: shows at each stroke whom it would take, and saves it.</summary>
public sealed partial class SegmentEditor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim gate = new(1, 1);
    private SegmentEdit? edit;
    private SegmentTrial? trial;
    private SegmentOutlook? outlook;
    private CancellationTokenSource? look;
    private AccountsDone? progress;
    private string? message;
    private string? failure;
    private string? trouble;
    private bool mayEdit;
    private bool busy;
    private bool looking;

    /// <summary>0: a new one.</summary>
    [Parameter, EditorRequired] public int Id { get; set; }

    public void Dispose()
    {
        look?.Cancel();
        if (edit is not null) edit.Changed -= Look;
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync();
        mayEdit = actor.May(Permission.EditModels) && actor.Scope is null;
        var read = Id == 0 ? await Segments.NewAsync(actor, CancellationToken.None) : await Segments.RunAsync(actor, Id, CancellationToken.None);
        failure = read.Message;
        if (read.Value is not { } view) return;
        Show(view);
        if (mayEdit && RendererInfo.IsInteractive) Look();
    }

    private void Show(SegmentView view)
    {
        if (edit is not null) edit.Changed -= Look;
        edit = new(view);
        edit.Changed += Look;
    }

    private void Fill(bool byHand)
    {
        edit!.IsByHand = byHand;
        edit.Touch();
    }

    private void Look() => _ = LookAsync();

    // Only the last of several changes is looked at; an answer that comes too late is thrown away.
    private async Task LookAsync()
    {
        (message, trouble) = (null, null);
        look?.Cancel();
        var mine = look = new CancellationTokenSource();
        looking = edit!.IsSound;
        StateHasChanged();
        if (!edit.IsSound) return;
        try
        {
            await Task.Delay(Pause, mine.Token);
            await gate.WaitAsync(mine.Token);
            try
            {
                await TryAsync(mine.Token);
            }
            finally
            {
                gate.Release();
            }
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            Log.LogWarning(e, "Segment {Segment} could not be tried", Id);
            trouble = Outage.Words;
        }

        (looking, progress) = (false, null);
        StateHasChanged();
    }

    private async Task TryAsync(CancellationToken ct)
    {
        if (trial is null)
        {
            var opened = await Try.OpenAsync(await Current.GetAsync(ct), ct);
            if (!opened.IsOk)
            {
                trouble = opened.Message;
                return;
            }

            trial = opened.Value;
        }

        var (on, draft, told) = (trial, edit!.ToSegment(), new Progress<AccountsDone>(done => _ = InvokeAsync(() => Tell(done, ct))));
        outlook = await Task.Run(() => on.TryAsync(draft, told, ct), ct);
    }

    private void Tell(AccountsDone done, CancellationToken ct)
    {
        if (ct.IsCancellationRequested || !looking) return;
        progress = done;
        StateHasChanged();
    }

    private Task SaveAsync() => WorkAsync(async actor =>
    {
        if (!edit!.IsSound) return;
        var saved = await Save.RunAsync(actor, edit.ToInput(), CancellationToken.None);
        edit.Refusals = saved.Errors;
        if (saved.Value is not { } segment)
        {
            failure = saved.Errors.FirstOrDefault(e => e.Field is null)?.Message ?? (saved.Errors.Any(e => e.Field is "name" or "description") ? "Mend what is marked, then save again." : saved.Message);
            return;
        }

        if (Id == 0)
        {
            Navigation.NavigateTo(FormattableString.Invariant($"/segments/{segment.Id}"));
            return;
        }

        await ReadAgainAsync();
        message = segment.Moved == 0 ? "Saved. No account changed its segment." : $"Saved. {Formats.Plural(segment.Moved, "account")} changed segment.";
    });

    private Task ResetAsync() => edit!.IsChanged ? WorkAsync(_ => ReadAgainAsync()) : Task.CompletedTask;

    private Task RemoveAsync() => WorkAsync(async actor =>
    {
        var removed = await Remove.RunAsync(actor, Id, CancellationToken.None);
        failure = removed.Message;
        if (removed.IsOk) Navigation.NavigateTo("/segments");
    });

    private async Task ReadAgainAsync()
    {
        trial = null;
        await LoadAsync();
    }

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
            Log.LogWarning(e, "Segment {Segment} could not be worked on", Id);
            failure = Outage.Words;
        }
        finally
        {
            busy = false;
        }
    }
}
