namespace Referrals.Identity.LoadIdentities;

/// <summary>The identities file breaks a rule; the exchange does not start. The message is <c>FILE:LINE: reason</c>.</summary>
public sealed class IdentitiesFileException(string file, long line, string reason) : Exception($"{file}:{line}: {reason}")
{
    /// <summary>Line in the file, from 1.</summary>
    public long Line { get; } = line;
}
