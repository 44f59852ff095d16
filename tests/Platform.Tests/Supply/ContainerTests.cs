using System.Text.RegularExpressions;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Supply;

/// <summary>What the container definitions say, without building them.</summary>
public sealed partial class ContainerTests
{
    private static readonly string[] Instructions = File.ReadAllLines(Repository.File("deploy", "compose", "Dockerfile"));
    private static readonly string Composition = File.ReadAllText(Repository.File("docker-compose.yml"));

    [Fact]
    public void A_service_runs_on_the_runtime_alone_as_a_user_without_rights()
    {
        var last = Instructions.SkipWhile(line => !line.StartsWith("FROM mcr.microsoft.com/dotnet/aspnet:", StringComparison.Ordinal)).ToList();

        Assert.Equal("USER $APP_UID", last.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.True(last.FindIndex(line => line.StartsWith("USER ", StringComparison.Ordinal)) < last.FindIndex(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)));
        Assert.DoesNotContain(last, line => line.StartsWith("FROM ", StringComparison.Ordinal) && line.Contains("sdk", StringComparison.Ordinal));
        Assert.DoesNotContain(last, line => line.Contains("apt-get", StringComparison.Ordinal) || line.Contains("curl", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_fetched_while_an_image_is_made_but_locked_packages()
    {
        Assert.DoesNotContain(Instructions, line => line.StartsWith("ADD ", StringComparison.Ordinal));
        Assert.Contains(Instructions, line => line.StartsWith("RUN CI=true dotnet publish", StringComparison.Ordinal));
        Assert.DoesNotContain(Instructions, line => Secret().IsMatch(line));
    }

    [Fact]
    public void Every_image_is_named_with_a_version()
    {
        var images = Instructions.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])
            .Concat(Image().Matches(Composition).Select(match => match.Groups[1].Value)).ToList();

        Assert.True(images.Count >= 4);
        Assert.All(images, image => Assert.Matches("^[^:]+:[0-9][^:]*$", image));
    }

    [Fact]
    public void Containers_have_no_capabilities_a_read_only_root_and_ports_on_loopback()
    {
        Assert.Contains("read_only: true", Composition, StringComparison.Ordinal);
        Assert.Contains("cap_drop: [ALL]", Composition, StringComparison.Ordinal);
        Assert.Contains("no-new-privileges:true", Composition, StringComparison.Ordinal);
        Assert.DoesNotContain("privileged:", Composition.Replace("no-new-privileges:", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(Port().Matches(Composition), match => Assert.StartsWith("127.0.0.1:", match.Groups[1].Value, StringComparison.Ordinal));
        Assert.NotEmpty(Port().Matches(Composition));
    }

    [GeneratedRegex("(PASSWORD|TOKEN|SECRET)=", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^\s+image: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex("""["']([0-9.:]+:[0-9]+)["']""")]
    private static partial Regex Port();
}
