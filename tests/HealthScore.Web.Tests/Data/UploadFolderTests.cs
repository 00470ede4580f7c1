using HealthScore.Web.Data;

namespace HealthScore.Web.Tests.Data;

public sealed class UploadFolderTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task UploadFolder_KeepsAFileUntilItIsDisposed()
    {
        var (folder, told) = (UploadFolder.Make(Now), new List<long>());
        var path = folder.PathOf("sub/plans.csv")!;
        await UploadFolder.SaveAsync(new MemoryStream(new byte[600_000]), path, told.Add, default);
        new FileInfo(path).Length.Should().Be(600_000);
        told.Should().BeInAscendingOrder().And.EndWith(600_000);
        folder.Dispose();
        File.Exists(path).Should().BeFalse();
        folder.Invoking(f => f.Dispose()).Should().NotThrow();
    }

    [Fact]
    public async Task UploadFolder_WhenAnUploadBreaksOff_HasNoSuchFile()
    {
        using var folder = UploadFolder.Make(Now);
        var path = folder.PathOf("upload")!;
        var save = () => UploadFolder.SaveAsync(new MemoryStream(new byte[600_000]), path, _ => throw new IOException("gone"), default);
        await save.Should().ThrowAsync<IOException>();
        File.Exists(path).Should().BeFalse();
    }

    [Theory]
    [InlineData("../other.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("")]
    public void Path_ThatLeadsOutOfTheFolder_IsNone(string name)
    {
        using var folder = UploadFolder.Make(Now);
        folder.PathOf(name).Should().BeNull();
    }

    [Fact]
    public void UploadFolder_OfAKilledProcess_IsRemovedAfterADay()
    {
        var left = UploadFolder.Make(Now).PathOf("x")!;
        using (UploadFolder.Make(Now.AddHours(23))) Directory.Exists(Path.GetDirectoryName(left)).Should().BeTrue();
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(left)!, Now.UtcDateTime.AddHours(-25));
        using (UploadFolder.Make(Now)) Directory.Exists(Path.GetDirectoryName(left)).Should().BeFalse();
    }
}
