using Referrals.Platform.Credentials;

namespace Referrals.Platform.Commands;

/// <summary>Requests of a service that name its own streams.</summary>
public static class StreamRequests
{
    private const int Most = 1000;
    private const int LongestName = 200;

    /// <summary>How many streams, and their names.</summary>
    public static void Streams(this Violations violations, IReadOnlyList<string> streams)
    {
        violations.Require(streams.Count is >= 1 and <= Most, "streams", $"must be 1 to {Most}", "OUT_OF_RANGE");
        for (var i = 0; i < streams.Count; i++)
            violations.Text(streams[i], $"streams[{i}]", LongestName);
    }

    /// <summary>The service that a principal of that role is.</summary>
    public static string ServiceOf(Principal caller) => caller.Name["service/".Length..];
}
