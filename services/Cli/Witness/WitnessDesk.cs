using Referrals.TransparencyLog.Witness;

namespace Referrals.Cli.Witness;

/// <summary>Takes requests one after the other for each log: what is decided on is what is stored, and is stored before it is answered.</summary>
internal sealed class WitnessDesk : IDisposable
{
    private readonly WitnessDirectory directory;
    private readonly IReadOnlyList<WitnessedLog> logs;
    private readonly WitnessKey key;
    private readonly TimeProvider time;
    private readonly Dictionary<string, LogTurn> turns = [];

    public WitnessDesk(WitnessDirectory directory, IReadOnlyList<WitnessedLog> logs, WitnessKey key, TimeProvider time)
    {
        this.directory = directory;
        this.logs = logs;
        this.key = key;
        this.time = time;
        foreach (var log in logs)
            turns[WitnessDirectory.NameOf(log.Origin)] = new LogTurn(directory.Open(log.Origin));
    }

    /// <summary>Decides on a request.</summary>
    public async Task<WitnessAnswer> AddAsync(string body, CancellationToken cancellationToken)
    {
        if (AddCheckpoint.TryParse(body, out var error) is not { } request)
            return WitnessRules.Malformed(error);
        if (WitnessRules.LogOf(request, logs) is not { } log)
            return WitnessRules.Unknown;
        var turn = turns[WitnessDirectory.NameOf(log.Origin)];
        await turn.Gate.WaitAsync(cancellationToken);
        try
        {
            var answer = WitnessRules.Decide(request, log, turn.Slots.State, key, time.GetUtcNow());
            if (answer.IsEvidence)
                directory.KeepEvidence(turn.Slots.State, request);
            if (answer.NewState is { } state)
                turn.Slots.Store(state);
            return answer;
        }
        finally
        {
            turn.Gate.Release();
        }
    }

    /// <summary>What was cosigned last of the log of an origin's hash; null for none.</summary>
    public WitnessState? Find(string originHash) => turns.TryGetValue(originHash, out var turn) ? turn.Slots.State : null;

    public void Dispose()
    {
        foreach (var turn in turns.Values)
            turn.Gate.Dispose();
    }

    private sealed record LogTurn(WitnessSlots Slots)
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
    }
}
