using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;
using HealthScore.Web.Access;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Segments;

/// <summary>Something in the hands of somebody that is tried on all accounts at each stroke, and saved.</summary>
public abstract class TrialEditor<TTrial, TOutlook> : ComponentBase, IDisposable
    where TTrial : class
    where TOutlook : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private CancellationTokenSource? _look;
    // All accounts: a page that is only left open must not keep them.
    private readonly Held<TTrial> _trial = new(TimeProvider.System);

    /// <summary>0: a new one.</summary>
    [Parameter, EditorRequired] public int Id { get; set; }

    [Inject] protected CurrentActor Current { get; set; } = default!;

    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    protected TOutlook? Outlook { get; private set; }

    protected AccountsDone? Progress { get; private set; }

    /// <summary>What was done.</summary>
    protected string? Said { get; set; }

    /// <summary>What could not be done.</summary>
    protected string? Failure { get; set; }

    /// <summary>How often something could not be done.</summary>
    protected int Refused { get; private set; }

    /// <summary>Why it cannot be tried.</summary>
    protected string? Trouble { get; private set; }

    protected bool MayEdit { get; private set; }

    protected bool IsBusy { get; private set; }

    protected bool IsLooking { get; private set; }

    /// <summary>True when nothing that places accounts is half written.</summary>
    protected abstract bool CanBeTried { get; }

    public void Dispose()
    {
        _look?.Cancel();
        _trial.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected async Task LoadAsync()
    {
        var actor = await Current.GetAsync();
        MayEdit = SaveSegment.Refuse(actor) is null;
        Failure = await ReadAsync(actor);
        if (Failure is null && MayEdit && RendererInfo.IsInteractive) Look();
    }

    protected Task ReadAgainAsync()
    {
        _trial.Value = null;
        return LoadAsync();
    }

    /// <summary>Reads what is to be edited; returns why that cannot be.</summary>
    protected abstract Task<string?> ReadAsync(Actor actor);

    protected abstract Task<Result<TTrial>> OpenAsync(Actor actor, CancellationToken ct);

    /// <summary>Tries it as it stands at the call, beside the page's own thread.</summary>
    protected abstract Task<TOutlook> TryAsync(TTrial trial, IProgress<AccountsDone> progress, CancellationToken ct);

    protected void Look() => _ = LookAsync();

    protected async Task WorkAsync(Func<Actor, Task> work)
    {
        if (IsBusy) return;
        (IsBusy, Failure, Said) = (true, null, null);
        try
        {
            await work(await Current.GetAsync());
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            Warn(e, "could not be worked on");
            Failure = Outage.Words;
        }
        finally
        {
            IsBusy = false;
            if (Failure is not null) Refused++;
        }
    }

    // Only the last of several changes is looked at; an answer that comes too late is thrown away.
    private async Task LookAsync()
    {
        (Said, Trouble) = (null, null);
        _look?.Cancel();
        var mine = _look = new CancellationTokenSource();
        IsLooking = CanBeTried;
        StateHasChanged();
        if (!IsLooking) return;
        try
        {
            await Task.Delay(Pause, mine.Token);
            await _gate.WaitAsync(mine.Token);
            try
            {
                await TryAsync(mine.Token);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            Warn(e, "could not be tried");
            Trouble = Outage.Words;
        }

        (IsLooking, Progress) = (false, null);
        StateHasChanged();
    }

    private async Task TryAsync(CancellationToken ct)
    {
        var trial = _trial.Value;
        if (trial is null)
        {
            var opened = await OpenAsync(await Current.GetAsync(ct), ct);
            if (!opened.IsOk)
            {
                Trouble = opened.Message;
                return;
            }

            _trial.Value = trial = opened.Value;
        }

        Outlook = await TryAsync(trial!, new Progress<AccountsDone>(done => _ = InvokeAsync(() => Tell(done, ct))), ct);
    }

    private void Tell(AccountsDone done, CancellationToken ct)
    {
        if (ct.IsCancellationRequested || !IsLooking) return;
        Progress = done;
        StateHasChanged();
    }

    private void Warn(Exception e, string what) => Logs.CreateLogger(GetType()).LogWarning(e, "{Id} {What}", Id, what);
}
