using System.Text;
using Referrals.Routing.Policies;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Reads the policy from disk: one file, or each <c>*.yaml</c> of a directory as one version.</summary>
internal static class PolicyFiles
{
    /// <summary>The versions, or every mistake with its file and line.</summary>
    public static PolicyFilesReading Read(string path, DateTimeOffset now)
    {
        var policies = new List<PolicyDocument>();
        var problems = new List<FileProblem>();
        try
        {
            foreach (var file in Files(path))
            {
                var name = Path.GetFileName(file);
                var reading = PolicyReader.Read(ReadText(file));
                problems.AddRange(reading.Problems.Select(problem => new FileProblem(name, problem)));
                if (reading.Policy is not { } policy)
                    continue;
                if (policies.Find(other => other.Version == policy.Version || other.EffectiveFrom == policy.EffectiveFrom) is { } other)
                    problems.Add(Whole(name, "DUPLICATE", $"version {other.Version} has the same version or effectiveFrom"));
                policies.Add(policy);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            problems.Add(Whole(Path.GetFileName(path), "UNREADABLE", $"cannot be read: {exception.GetType().Name}"));
        }

        var set = new PolicySet(policies);
        if (!problems.Exists(problem => !problem.Problem.IsWarning) && set.InForce(now) is null)
            problems.Add(Whole(Path.GetFileName(path), "REQUIRED", "holds no version that is in force now: the first effectiveFrom is in the future, or there is no *.yaml"));
        return new PolicyFilesReading(set, problems);
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)
        : [path];

    private static string ReadText(string file) => File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    private static FileProblem Whole(string file, string reason, string text) => new(file, new PolicyMistake(0, 0, reason, text));
}

/// <summary>A mistake and the file that it is in.</summary>
internal sealed record FileProblem(string File, PolicyMistake Problem)
{
    public override string ToString() => Problem.At(File);
}

/// <summary>What was read from disk. The set may be used when no problem is a mistake.</summary>
internal sealed record PolicyFilesReading(PolicySet Policies, IReadOnlyList<FileProblem> Problems)
{
    public IReadOnlyList<FileProblem> Mistakes => [.. Problems.Where(problem => !problem.Problem.IsWarning)];
}
