using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Checking;

/// <summary>Looks whether an expectation holds. Looks at answers, histories and final states, since a repeated replay sees no passing ones.</summary>
internal interface ICheck
{
    Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken);
}

/// <summary>What was seen.</summary>
/// <param name="Held">Whether the expectation holds.</param>
/// <param name="Seen">What was seen instead, in codes and ids.</param>
internal readonly record struct Verdict(bool Held, string Seen)
{
    public static Verdict Yes { get; } = new(true, "");

    public static Verdict No(string seen) => new(false, seen);

    public static Verdict That(bool held, string otherwise) => held ? Yes : No(otherwise);
}
