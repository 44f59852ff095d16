namespace Referrals.Benchmarks.Flood;

/// <summary>An agency's latencies alone, beside a flood of one kind, and what became of the flood in as long as that took.</summary>
internal sealed record FloodPhases(FloodWay Way, TimeSpan Duration, Latencies Alone, Latencies Beside, FloodCount Flood);
