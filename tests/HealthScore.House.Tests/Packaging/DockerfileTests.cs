namespace HealthScore.House.Tests.Packaging;

public sealed class DockerfileTests
{
    private static readonly List<(string Name, string Arguments)> Instructions = Repository.Read("Dockerfile").Replace("\\\n", "", StringComparison.Ordinal)
        .Split('\n').Select(line => line.Trim()).Where(line => line != "" && !line.StartsWith('#'))
        .Select(line => (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim())).ToList();

    private static string Last(string name) => Instructions.Last(instruction => instruction.Name == name).Arguments;

    [Fact]
    public void Images_HaveTheVersionOfTheProjects() =>
        Instructions.Where(instruction => instruction.Name == "FROM").Select(instruction => instruction.Arguments.Split(' ')[0])
            .Should().Equal("mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/aspnet:10.0");

    [Fact]
    public void Image_RunsTheAppAsAUserWithoutRights()
    {
        Last("USER").Should().Be("$APP_UID");
        Last("ENTRYPOINT").Should().Be("[\"dotnet\", \"/app/HealthScore.Web.dll\"]");
        Instructions.FindIndex(instruction => instruction.Name == "USER").Should().BeLessThan(Instructions.FindIndex(instruction => instruction.Name == "ENTRYPOINT"));
    }

    [Fact]
    public void Image_ListensKeepsItsDataAndSaysThatItIsAlive()
    {
        Last("EXPOSE").Should().Be("5080");
        Last("VOLUME").Should().Be("/data");
        Last("ENV").Should().Contain("Urls=http://+:5080").And.NotContain("ASPNETCORE_URLS").And.Contain("HealthScore__DataFolder=/data");
        Last("HEALTHCHECK").Should().Contain("/5080 ").And.Contain("/healthz");
    }

    [Fact]
    public void Build_CopiesEveryProjectWithItsLockFile()
    {
        var copied = Instructions.Where(instruction => instruction.Name == "COPY").SelectMany(instruction => instruction.Arguments.Split(' ')).ToList();
        Repository.Files("src", ".csproj", "packages.lock.json").Where(path => !copied.Contains(path)).ShouldBeNone();
        copied.Where(path => !path.StartsWith('-') && !path.StartsWith('/') && path != "./" && !Repository.Has(path)).ShouldBeNone("it would not be found");
    }

    [Fact]
    public void Context_HoldsWhatTheBuildCopies()
    {
        var allowed = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        Instructions.Where(instruction => instruction.Name == "COPY" && !instruction.Arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(instruction => instruction.Arguments.Split(' ')[..^1])
            .Where(path => !allowed.Contains(path.Split('/')[0]))
            .ShouldBeNone(".dockerignore keeps it out");
    }
}
