using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

public sealed class GrantTests
{
    private static readonly GrantedRight General = new() { Desk = "general" };
    private static readonly GrantedRight Philippines = new() { Desk = "ph" };

    [Fact]
    public async Task A_suspension_counts_at_once_and_says_so_though_the_identities_file_cannot_be_read()
    {
        using var directory = new TempDirectory();
        var file = directory.File("identities.yaml");
        File.Copy(new IdentityOptions().Directory, file);
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite, new ServiceSettings { Configuration = new Dictionary<string, string> { ["Identity:Directory"] = file } });
        var ice = service.As("agency/us-ice");
        await File.AppendAllTextAsync(file, "\nofficers: [");

        var suspended = await service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = "agency/us-ice" });

        Assert.True(suspended.Principal.Suspended);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await ice.ListPrincipalsAsync(new ListPrincipalsRequest()))).StatusCode);
        Assert.False(File.Exists(service.PathOf("agency/us-ice")));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Desks_that_were_granted_and_revoked_stay_so_though_the_identities_file_is_read_again(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var identity = service.AsOperator();

        await identity.GrantAsync(new GrantRequest { RequestId = "g-1", Principal = "officer/okoro", Right = General });
        var revoked = await identity.RevokeAsync(new RevokeRequest { RequestId = "g-2", Principal = "officer/okoro", Right = Philippines });
        Assert.Equal(["general"], revoked.Principal.Desks);

        // Each change has read the file again, as a start does.
        Assert.Equal(["general"], (await OfficerAsync(identity)).Desks);
        await identity.GrantAsync(new GrantRequest { RequestId = "g-3", Principal = "officer/okoro", Right = Philippines });
        Assert.Equal(["general", "ph"], (await OfficerAsync(identity)).Desks.Order());
        var bodies = await service.AuditBodiesAsync();
        Assert.Equal(2, bodies.Count(body => body.Contains("\"type\":\"granted\"", StringComparison.Ordinal)));
        Assert.Single(bodies, body => body.Contains("\"type\":\"grant_revoked\"", StringComparison.Ordinal) && body.Contains("\"desk\":\"ph\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("agency/uk-nca", "ph", null)]
    [InlineData("officer/okoro", "Not a desk", null)]
    [InlineData("officer/okoro", null, "picacc")]
    [InlineData("team/picacc@afp", null, "nbi-ahtrad")]
    [InlineData("officer/okoro", null, null)]
    public async Task A_right_of_another_kind_is_refused(string principal, string? desk, string? team)
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var right = desk is not null ? new GrantedRight { Desk = desk } : team is not null ? new GrantedRight { TeamId = team } : null;

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await service.AsOperator().GrantAsync(new GrantRequest { RequestId = "g-1", Principal = principal, Right = right }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_tells_everybody_and_then_each_change_in_order(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        using var watch = service.As("service/intake").WatchGrants(new WatchGrantsRequest());
        var everybody = await UntilCaughtUpAsync(watch);
        Assert.Contains(everybody, message => message.Principal.Name == "officer/okoro" && message.Principal.Desks.Contains("ph"));
        Assert.Equal(everybody.Select(message => message.Change).Order(), everybody.Select(message => message.Change));

        await service.AsOperator().RevokeAsync(new RevokeRequest { RequestId = "g-1", Principal = "officer/okoro", Right = Philippines });
        await service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "g-2", Principal = "agency/us-ice" });
        var changes = new List<WatchGrantsResponse>();
        while (changes.Count < 2)
            changes.AddRange(await UntilCaughtUpAsync(watch));

        Assert.Equal(("officer/okoro", 0), (changes[0].Principal.Name, changes[0].Principal.Desks.Count));
        Assert.Equal(("agency/us-ice", true), (changes[1].Principal.Name, changes[1].Principal.Suspended));
    }

    [Fact]
    public async Task A_suspended_agency_is_refused_at_once_and_its_open_stream_ends()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        using var watch = service.As("service/triage").WatchGrants(new WatchGrantsRequest());
        await UntilCaughtUpAsync(watch);

        await service.AsOperator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = "service/triage" });

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
                await UntilCaughtUpAsync(watch);
        });
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rotated_principal_has_a_new_credential_and_the_earlier_one_ends(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var earlier = service.FileOf("auditor/mercier");

        var rotated = await service.AsOperator().RotateAsync(new RotateRequest { RequestId = "r-1", Principal = "auditor/mercier" });

        Assert.NotEqual(earlier, service.FileOf("auditor/mercier"));
        await Eventually.ResultAsync(
            async () => await CodeAsync(new(service.WithToken(earlier))), code => code == StatusCode.Unauthenticated, because: "the earlier credential ends");
        await Eventually.ResultAsync(
            async () => await CodeAsync(new(service.WithToken(rotated.Credential.Token))), code => code == StatusCode.OK, because: "the new one counts");
        Assert.Single(await service.AuditBodiesAsync(), body => body.Contains("\"type\":\"rotated\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_earlier_credential_goes_on_for_the_overlap()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var earlier = service.FileOf("auditor/mercier");

        await service.AsOperator().RotateAsync(new RotateRequest { RequestId = "r-1", Principal = "auditor/mercier", Overlap = Duration.FromTimeSpan(TimeSpan.FromHours(1)) });

        Assert.Equal(StatusCode.OK, await CodeAsync(new(service.WithToken(earlier))));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public async Task A_pinned_key_that_is_no_hash_is_refused(int length)
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var request = new RotateRequest { RequestId = "r-1", Principal = "agency/uk-nca", Anchors = { new TrustAnchor { KeySha256 = ByteString.CopyFrom(new byte[length]) } } };

        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await service.AsOperator().RotateAsync(request))).StatusCode);
    }

    [Fact]
    public async Task Two_principals_never_have_the_same_anchor()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite);
        var pin = new TrustAnchor { KeySha256 = ByteString.CopyFrom(new byte[32]) };
        await service.AsOperator().RotateAsync(new RotateRequest { RequestId = "r-1", Principal = "agency/uk-nca", Anchors = { pin } });

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await service.AsOperator().RotateAsync(new RotateRequest { RequestId = "r-2", Principal = "agency/us-ice", Anchors = { pin } }));

        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_principals_that_ask_for_an_anchor_at_once_one_has_it(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var pin = new TrustAnchor { KeySha256 = ByteString.CopyFrom(new byte[32]) };
        var agencies = (await service.AsOperator().ListPrincipalsAsync(new ListPrincipalsRequest { Role = Common.V1.Role.Agency })).Principals.Take(8).ToList();

        var codes = await Task.WhenAll(agencies.Select(async agency =>
        {
            try
            {
                await service.AsOperator().RotateAsync(new RotateRequest { RequestId = $"r-{agency.AgencyId}", Principal = agency.Name, Anchors = { pin } });
                return StatusCode.OK;
            }
            catch (RpcException exception)
            {
                return exception.StatusCode;
            }
        }));

        Assert.Equal([StatusCode.OK, .. Enumerable.Repeat(StatusCode.AlreadyExists, agencies.Count - 1)], codes.Order());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_changes_of_one_principal_at_once_none_is_lost_and_its_credential_says_what_holds_after_all(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var identity = service.AsOperator();
        var desks = Enumerable.Range(1, 12).Select(number => $"desk-{number}").ToList();

        await Task.WhenAll(desks.Select(desk => identity.GrantAsync(new GrantRequest { RequestId = desk, Principal = "officer/okoro", Right = new GrantedRight { Desk = desk } }).ResponseAsync));

        Assert.Superset(desks.ToHashSet(), (await OfficerAsync(identity)).Desks.ToHashSet());
        var said = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(service.FileOf("officer/okoro").Split('.')[1])).RootElement.GetProperty("desks").GetString()!;
        Assert.Superset(desks.ToHashSet(), said.Split(' ').ToHashSet());
    }

    private static async Task<Principal> OfficerAsync(IdentityService.IdentityServiceClient identity) =>
        (await identity.ListPrincipalsAsync(new ListPrincipalsRequest { PageSize = 1000 })).Principals.Single(row => row.Name == "officer/okoro");

    private static async Task<List<WatchGrantsResponse>> UntilCaughtUpAsync(AsyncServerStreamingCall<WatchGrantsResponse> watch)
    {
        var told = new List<WatchGrantsResponse>();
        while (await watch.ResponseStream.MoveNext(CancellationToken.None) && !watch.ResponseStream.Current.CaughtUp)
            told.Add(watch.ResponseStream.Current);
        return told;
    }

    private static async Task<StatusCode> CodeAsync(IdentityService.IdentityServiceClient identity)
    {
        try
        {
            await identity.ListPrincipalsAsync(new ListPrincipalsRequest());
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
