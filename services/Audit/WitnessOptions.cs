using Referrals.TransparencyLog.Notes;

namespace Referrals.Audit;

/// <summary>A witness that this exchange asks; an item of configuration section <c>Log:Witnesses</c>.</summary>
public sealed class WitnessOptions
{
    /// <summary>Who operates it, for example <c>uk-nca</c>. Witnesses of one operator count once.</summary>
    public string Operator { get; set; } = "";

    /// <summary>Its submission prefix, an http or https address; <c>add-checkpoint</c> is below it.</summary>
    public string Address { get; set; } = "";

    /// <summary>Its verifier key (C2SP signed-note vkey, type 0x04).</summary>
    public string Key { get; set; } = "";

    internal Uri Endpoint => new($"{Address.TrimEnd('/')}/add-checkpoint");

    /// <summary>What is wrong with it; null for nothing.</summary>
    internal string? Problem => Operator.Length == 0 ? "Operator is required"
        : !Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") ? "Address must be an http or https address"
        : VerifierKey.TryParse(Key, out var error) is not { } key ? $"Key is not a verifier key: {error}"
        : key.Type != SignatureType.Cosignature ? "Key must be of the type of cosignatures (0x04)"
        : null;
}
