using System.Text;

namespace HealthScore.Engine.Tests.Ingest.Files;

/// <summary>A file of a test, gone after it.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-ingest-").FullName;

    public TempFile(string text, Encoding? encoding = null, string name = "file.csv")
        : this((encoding ?? new UTF8Encoding(false)) is var e ? [.. e.GetPreamble(), .. e.GetBytes(text)] : [], name)
    {
    }

    public TempFile(byte[] bytes, string name = "file.csv") => Path = Add(name, bytes);

    public string Path { get; }

    public string Add(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(folder, true);
}
