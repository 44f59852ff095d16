namespace Referrals.Routing.Policies;

/// <summary>One version of the routing policy: who the teams are and which rule sends what to whom.</summary>
/// <param name="Version">Its name, stamped on every hand-off.</param>
/// <param name="EffectiveFrom">From when on the business clock it is in force, until a later version is.</param>
/// <param name="Teams">The teams by id.</param>
/// <param name="Rules">The rules, in the order in which they are tried.</param>
/// <param name="Defaults">Times of rules that state none.</param>
/// <param name="Yaml">The file as it was read.</param>
/// <param name="Sha256">SHA-256 of the file, in hexadecimal.</param>
internal sealed record PolicyDocument(
    string Version,
    DateTimeOffset EffectiveFrom,
    IReadOnlyDictionary<string, PolicyTeam> Teams,
    IReadOnlyList<PolicyRule> Rules,
    PolicyTimes Defaults,
    string Yaml,
    string Sha256)
{
    public PolicyTeam? Team(string id) => Teams.GetValueOrDefault(id);
}
