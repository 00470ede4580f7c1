using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Organisation;
using HealthScore.Web.Access;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace HealthScore.Web.Data;

/// <summary>
/// The steps of an import on the page: a file is brought over, looked at, looked at again after each change of its mapping, and imported.
/// One piece of work at a time: a new one cancels the one before.
/// </summary>
public sealed class ImportDesk(CurrentActor current, PreviewImport look, ImportFile import, IngestLimits limits, OrganisationClock clock) : IAsyncDisposable
{
    private const int LongestMapping = 1 << 20;
    private CancellationTokenSource work = new();
    private Task running = Task.CompletedTask;
    private UploadFolder? folder;
    private bool isHere;

    public ImportKind Kind { get; private set; } = ImportKind.Accounts;
    public string FileName { get; private set; } = "";
    public ImportPreview? Preview { get; private set; }
    public ImportReport? Done { get; private set; }
    public IReadOnlyList<Error> Errors { get; private set; } = [];

    /// <summary>What is being done; null: nothing.</summary>
    public string? Doing { get; private set; }

    public double? Fraction { get; private set; }
    public string? Note { get; private set; }
    public bool IsImporting { get; private set; }

    public bool IsCancelled { get; private set; }

    /// <summary>The last result in a sentence, for those who hear the page.</summary>
    public string? Said { get; private set; }

    public long Limit => limits.Bytes;

    /// <summary>Called when there is something new to draw.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>The file that the mapping looks columns up in, while it is not there.</summary>
    public FileJoin? MissingJoin => Preview?.Mapping.Join is { } join && folder?.PathOf(join.File) is { } path && !File.Exists(path) ? join : null;

    private string UploadPath => folder!.PathOf("upload")!;

    public Task SetKindAsync(ImportKind kind)
    {
        Kind = kind;
        return isHere ? WorkAsync("Looking at the file", ct => LookAsync(null, ct)) : Task.CompletedTask;
    }

    public Task TakeAsync(IBrowserFile file) => WorkAsync($"Bringing {file.Name} over", async ct =>
    {
        (FileName, Preview, Done, isHere) = (file.Name, null, null, false);
        folder?.Dispose();
        folder = UploadFolder.Make(clock.Now);
        isHere = await SaveAsync(file, UploadPath, ct);
        if (isHere) await LookAsync(null, ct);
    });

    public Task TakeJoinedAsync(IBrowserFile file) => WorkAsync($"Bringing {file.Name} over", async ct =>
    {
        if (MissingJoin is { } join && await SaveAsync(file, folder!.PathOf(join.File)!, ct)) await LookAsync(Preview!.Mapping, ct);
    });

    public Task TakeMappingAsync(IBrowserFile file) => WorkAsync($"Reading {file.Name}", async ct =>
    {
        if (file.Size > LongestMapping)
        {
            Errors = [new("mapping_too_large", $"{file.Name} is no mapping: it has more than {ImportWords.Bytes(LongestMapping)}.")];
            return;
        }

        using var reader = new StreamReader(file.OpenReadStream(LongestMapping, ct));
        var mapping = MappingJson.Read(await reader.ReadToEndAsync(ct));
        Errors = mapping.Errors;
        if (!mapping.IsOk) return;
        Kind = mapping.Value.Kind ?? Kind;
        await LookAsync(mapping.Value, ct);
    });

    public Task SetMappingAsync(ImportMapping mapping) => WorkAsync("Looking at the file", ct => LookAsync(mapping, ct));

    public Task ImportAsync() => WorkAsync("Importing", async ct =>
    {
        IsImporting = true;
        var (actor, request) = (await current.GetAsync(ct), new ImportRequest(Kind, UploadPath, FileName, Preview!.Mapping));
        var progress = Progress(ct);
        var result = await Task.Run(() => import.RunAsync(actor, request, progress, ct), ct);
        Errors = result.Errors;
        if (result.Value is { IsWritten: true } report)
        {
            Clear();
            Done = report;
            Said = $"{report.FileName} is imported.";
        }
        else if (result.IsOk)
        {
            // Somebody else changed something since the file was looked at.
            Preview = Preview with { Check = result.Value };
        }
    });

    public Task CancelAsync() => work.CancelAsync();

    /// <summary>Back to the beginning.</summary>
    public void Clear()
    {
        folder?.Dispose();
        (folder, isHere, Preview, Done, Errors, Said, IsCancelled) = (null, false, null, null, [], null, false);
        Changed();
    }

    public async ValueTask DisposeAsync()
    {
        Changed = () => { };
        await work.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        folder?.Dispose();
    }

    private Task WorkAsync(string what, Func<CancellationToken, Task> act)
    {
        work.Cancel();
        work = new();
        return running = DoAsync(what, act, work);
    }

    private async Task DoAsync(string what, Func<CancellationToken, Task> act, CancellationTokenSource mine)
    {
        (Errors, Said, IsCancelled) = ([], null, false);
        Tell(what, null, null);
        try
        {
            await act(mine.Token);
        }
        catch (OperationCanceledException)
        {
            IsCancelled = mine == work;
        }
        catch (Exception e) when (e is IOException or TimeoutException or JSException)
        {
            if (mine == work) Errors = [new("upload_broken", $"{FileName} did not arrive. Choose it again.")];
        }
        finally
        {
            if (mine == work) (Doing, IsImporting) = (null, false);
            else mine.Dispose();
            Changed();
        }
    }

    private async Task<bool> SaveAsync(IBrowserFile file, string path, CancellationToken ct)
    {
        if (file.Size > limits.Bytes)
        {
            Errors = [new("file_too_large", $"{file.Name} has {ImportWords.Bytes(file.Size)}; at most {ImportWords.Bytes(limits.Bytes)} are read. Split it.")];
            return false;
        }

        await using var stream = file.OpenReadStream(limits.Bytes, ct);
        await UploadFolder.SaveAsync(stream, path, bytes => Tell(Doing!, file.Size == 0 ? null : (double)bytes / file.Size, $"{ImportWords.Bytes(bytes)} of {ImportWords.Bytes(file.Size)}"), ct);
        return true;
    }

    // Reading a large file takes long and never waits, so it must not happen on the page's own thread.
    private async Task LookAsync(ImportMapping? mapping, CancellationToken ct)
    {
        var before = Preview;
        if (mapping is not null && before is not null) Preview = before with { Mapping = mapping, Check = null, Errors = [], Rows = [] };
        var (actor, request) = (await current.GetAsync(ct), new ImportRequest(Kind, UploadPath, FileName, mapping));
        var progress = Progress(ct);
        var result = await Task.Run(() => look.RunAsync(actor, request, progress, ct), ct);
        ct.ThrowIfCancellationRequested();
        // A change that makes the file unreadable can be taken back only while the mapping is still shown.
        Preview = result.Value ?? (mapping is null ? null : Preview);
        Errors = result.Errors;
        Said = Preview?.Check is { } check ? $"{FileName}: {Formats.Plural(check.Rows, "row")}, {Formats.Plural(check.Errors, "error")}." : null;
    }

    private Progress<ImportProgress> Progress(CancellationToken ct) => new(p =>
    {
        if (!ct.IsCancellationRequested) Tell(p.Stage.Says(), p.Stage == ImportStage.Writing ? null : p.Fraction, p.Rows == 0 ? null : Formats.Plural(p.Rows, "row"));
    });

    private void Tell(string what, double? fraction, string? note)
    {
        (Doing, Fraction, Note) = (what, fraction, note);
        Changed();
    }
}
