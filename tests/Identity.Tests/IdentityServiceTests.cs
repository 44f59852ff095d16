using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

public sealed class IdentityServiceTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_service_reads_how_to_reach_an_agency(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);

        var answer = await service.As("service/intake").ListPrincipalsAsync(new ListPrincipalsRequest { Role = Role.Agency, AgencyId = "uk-nca" });

        var agency = Assert.Single(answer.Principals);
        Assert.Equal(("UK National Crime Agency", "referrals@uk-nca.example, +44 20 7946 0042"), (agency.DisplayName, agency.Contact));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Pages_follow_one_another_until_all_are_seen_once(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var all = (await service.AsOperator().ListPrincipalsAsync(new ListPrincipalsRequest { PageSize = 1000 })).Principals.Select(row => row.Name).ToList();
        var paged = new List<string>();
        var request = new ListPrincipalsRequest { PageSize = 7 };
        do
        {
            var page = await service.AsOperator().ListPrincipalsAsync(request);
            Assert.InRange(page.Principals.Count, 1, 7);
            paged.AddRange(page.Principals.Select(row => row.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task An_officer_sees_the_officers_of_its_own_desks_and_nobody_else()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);

        var answer = await service.As("officer/reyes").ListPrincipalsAsync(new ListPrincipalsRequest());

        Assert.Equal(["officer/okoro", "officer/reyes"], answer.Principals.Select(row => row.Name));
    }

    [Fact]
    public async Task An_agency_may_not_list_and_nobody_may_without_a_credential()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var nobody = new IdentityService.IdentityServiceClient(service.WithToken(null));

        Assert.Equal(StatusCode.PermissionDenied, await CodeOf(service.As("agency/uk-nca").ListPrincipalsAsync(new ListPrincipalsRequest())));
        Assert.Equal(StatusCode.Unauthenticated, await CodeOf(nobody.ListPrincipalsAsync(new ListPrincipalsRequest())));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_issued_token_is_a_credential_and_asking_again_gives_the_same(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var request = new IssueTokenRequest { RequestId = "token-1", Principal = "officer/lind", Life = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)) };

        var first = await service.AsOperator().IssueTokenAsync(request);
        var again = await service.AsOperator().IssueTokenAsync(request);

        Assert.Equal(first, again);
        var asLind = new IdentityService.IdentityServiceClient(service.WithToken(first.Credential.Token));
        Assert.Equal("officer/lind", Assert.Single((await asLind.ListPrincipalsAsync(new ListPrincipalsRequest())).Principals).Name);
    }

    [Theory]
    [InlineData("officer/nobody", 300, StatusCode.NotFound)]
    [InlineData("nobody", 300, StatusCode.InvalidArgument)]
    [InlineData("officer/lind", 59, StatusCode.InvalidArgument)]
    [InlineData("officer/lind", 400L * 24 * 3600 + 1, StatusCode.InvalidArgument)]
    [InlineData("officer/lind", long.MaxValue, StatusCode.InvalidArgument)]
    public async Task What_cannot_be_issued_is_refused(string principal, long seconds, StatusCode expected)
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);

        var call = service.AsOperator().IssueTokenAsync(new IssueTokenRequest { RequestId = "token-1", Principal = principal, Life = new Duration { Seconds = seconds } });

        Assert.Equal(expected, await CodeOf(call));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_suspended_principal_has_no_credential_until_the_suspension_is_lifted(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);

        var suspended = await service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = "agency/us-ice" });

        Assert.True(suspended.Principal.Suspended);
        Assert.False(File.Exists(service.PathOf("agency/us-ice")));
        Assert.Equal(StatusCode.FailedPrecondition, await CodeOf(service.AsOperator().IssueTokenAsync(new IssueTokenRequest { RequestId = "t-1", Principal = "agency/us-ice" })));

        await service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-2", Principal = "agency/us-ice", Lift = true });

        Assert.True(File.Exists(service.PathOf("agency/us-ice")));
        var bodies = await service.AuditBodiesAsync();
        Assert.Single(bodies, body => body.Contains("\"type\":\"suspended\"", StringComparison.Ordinal));
        Assert.Single(bodies, body => body.Contains("\"type\":\"reinstated\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_enrolled_principal_may_call_at_once_and_is_enrolled_once(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var principal = new V1.Principal { Name = "officer/sol", DisplayName = "Officer Sol", Desks = { "ph" } };

        var answer = await service.AsOperator().EnrolAsync(new EnrolRequest { RequestId = "e-1", Principal = principal });

        Assert.Equal((Role.Officer, false), (answer.Principal.Role, answer.Principal.Suspended));
        var asSol = new IdentityService.IdentityServiceClient(service.WithToken(answer.Credential.Token));
        Assert.Contains((await asSol.ListPrincipalsAsync(new ListPrincipalsRequest())).Principals, row => row.Name == "officer/sol");
        Assert.Equal(StatusCode.AlreadyExists, await CodeOf(service.AsOperator().EnrolAsync(new EnrolRequest { RequestId = "e-2", Principal = principal })));
    }

    [Fact]
    public async Task A_bad_enrolment_names_each_field()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var principal = new V1.Principal { Name = "officer/sol", Role = Role.Auditor, AgencyId = "uk-nca", TeamId = "picacc" };

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await service.AsOperator().EnrolAsync(new EnrolRequest { RequestId = "e-1", Principal = principal }));

        var fields = exception.GetDetails()!.Details.Single(detail => detail.Is(Google.Rpc.BadRequest.Descriptor)).Unpack<Google.Rpc.BadRequest>()
            .FieldViolations.Select(violation => violation.Field).ToList();
        Assert.Equal(["principal.role", "principal.displayName", "principal.desks", "principal.agencyId", "principal.teamId"], fields);
    }

    private static async Task<StatusCode> CodeOf<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;
}
