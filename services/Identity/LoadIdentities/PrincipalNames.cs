using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Referrals.Common.V1;

namespace Referrals.Identity.LoadIdentities;

/// <summary>Names of principals: <c>agency/uk-nca</c>, <c>officer/reyes</c>, <c>team/picacc@nbi</c>, <c>auditor/…</c>, <c>operator</c>, <c>service/…</c>.</summary>
public static class PrincipalNames
{
    public const int MaximumDisplayName = 128;

    /// <summary>How many desks an officer has at most.</summary>
    public const int MaximumDesks = 32;
    private const int MaximumId = 64;
    private const int PseudonymDigits = 16;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsId(string value) => value.Length is > 0 and <= MaximumId && !value.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>What a name says: its role, its id and, for a member of a joint team, the member agency; null for what is no name.</summary>
    public static (Role Role, string Id, string? Member)? Parse(string name)
    {
        if (name == "operator")
            return (Role.Operator, name, null);
        if (name.Split('/') is not [var kind, var rest] || RoleOf(kind) is not { } role)
            return null;
        return rest.Split('@') switch
        {
            [var id] when IsId(id) => (role, id, null),
            [var id, var member] when role == Role.Team && IsId(id) && IsId(member) => (role, id, member),
            _ => null,
        };
    }

    /// <summary>
    /// What stands for a principal in the log. Organisations, teams and services stand under their names; people, and a
    /// member's part of a joint team, under a code that only this exchange can compute.
    /// </summary>
    public static string Pseudonym(string name, Role role, ReadOnlySpan<byte> secret)
    {
        if (role is Role.Agency or Role.Service || (role == Role.Team && !name.Contains('@', StringComparison.Ordinal)))
            return name;
        var code = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(name));
        return string.Create(PseudonymDigits + 2, code, static (text, hash) =>
        {
            "p-".CopyTo(text);
            for (var i = 0; i < PseudonymDigits; i++)
            {
                var bit = i * 5;
                var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
                text[i + 2] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }

    private static Role? RoleOf(string kind) => kind switch
    {
        "agency" => Role.Agency,
        "officer" => Role.Officer,
        "team" => Role.Team,
        "auditor" => Role.Auditor,
        "service" => Role.Service,
        _ => null,
    };
}
