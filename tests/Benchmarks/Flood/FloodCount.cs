namespace Referrals.Benchmarks.Flood;

/// <summary>What became of what a flood sent.</summary>
internal sealed record FloodCount(int Accepted, int Refused);
