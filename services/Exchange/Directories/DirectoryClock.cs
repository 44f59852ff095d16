using System.Text.Json;

namespace Referrals.Exchange.Directories;

/// <summary>
/// <c>clock.json</c>: which clock a data directory was made with, and so keeps. Records of years that never were must not
/// mix with those of an exchange that runs on real time.
/// </summary>
internal sealed record DirectoryClock
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required bool Simulated { get; init; }

    /// <summary>Seconds between real time and business time when the directory was made; 0 on real time.</summary>
    public required double InitialOffsetSeconds { get; init; }

    /// <summary>The clock of the directory; a directory without one gets what is asked for, and keeps it.</summary>
    public static DirectoryClock Of(string directory, DateTimeOffset? simulatedFrom, TimeProvider time)
    {
        var path = Path.Combine(directory, "clock.json");
        if (File.Exists(path))
            return Read(path) is var kept && (kept.Simulated || simulatedFrom is null) ? kept : throw RealTime(directory);

        var clock = new DirectoryClock
        {
            Simulated = simulatedFrom is not null,
            InitialOffsetSeconds = simulatedFrom is { } start ? Math.Floor((start - time.GetUtcNow()).TotalSeconds) : 0,
        };
        AtomicFile.Write(path, JsonSerializer.Serialize(clock, Json));
        return clock;
    }

    private static DirectoryClock Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DirectoryClock>(File.ReadAllText(path), Json)!;
        }
        catch (JsonException exception)
        {
            throw new StartRefusedException($"{path} cannot be read: it must hold \"simulated\" and \"initialOffsetSeconds\"", exception);
        }
    }

    private static StartRefusedException RealTime(string directory) =>
        new($"{directory} was made with real time, which stays; choose another directory with --data for --demo or --simulated-clock");
}
