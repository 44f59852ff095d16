using Referrals.Common.V1;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Testing;

namespace Referrals.Routing.Tests.PlanHandOffs;

/// <summary>Cases and policies as tests speak of them.</summary>
internal static class Facts
{
    public static PolicyDocument Philippines { get; } = Shipped("philippines.yaml");

    public static PolicyDocument Philippines2016 { get; } = Shipped("philippines-2016.yaml");

    public static CaseFacts Case(IncidentType type, string region = "", string agency = "us-ice", Priority priority = Priority.P3Standard, string country = "PH") => new()
    {
        Country = country,
        Regions = region.Length > 0 ? [region] : [],
        IncidentTypes = [type],
        Priority = priority,
        Tlp = Tlp.Amber,
        Origins = [ReferralOrigin.Agency],
        AgencyIds = [agency],
    };

    private static PolicyDocument Shipped(string file) => PolicyReader.Read(File.ReadAllText(Repository.File("deploy", "policies", "routing", file))).Policy!;
}
