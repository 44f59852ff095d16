using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Referrals.Contracts.Json;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.Http;

public sealed class JsonApiTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_is_submitted_read_listed_added_to_and_withdrawn(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        using var http = Client(intake, IntakeUnderTest.Nca);

        var created = await PostAsync(http, "/v1/referrals", ReferralJson.Format(Tips.Full("EX-1")));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Json.GetProperty("receipt").GetProperty("referralId").GetString()!;
        Assert.Equal($"/v1/referrals/{id}", created.Location);
        var again = await PostAsync(http, "/v1/referrals", ReferralJson.Format(Tips.Full("EX-1")));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(id, (await intake.SubmitAsync(Tips.Full("EX-1"))).Receipt.ReferralId);

        var added = await PostAsync(http, $"/v1/referrals/{id}:addInformation", """{"requestId":"a-1","content":{"narrative":"[withheld]"}}""");
        Assert.Equal(1, added.Json.GetProperty("supplement").GetInt32());
        var read = await GetAsync(http, $"/v1/referrals/{id}?readMask=content,facts");
        Assert.Equal("PH-07", read.Json.GetProperty("referral").GetProperty("content").GetProperty("region").GetString());
        var listed = await GetAsync(http, "/v1/referrals?pageSize=10&states=RECEIVED&states=IN_TRIAGE&agencyReference=EX-1");
        Assert.Equal(1, listed.Json.GetProperty("referrals").GetArrayLength());
        var withdrawn = await PostAsync(http, $"/v1/referrals/{id}:withdraw", """{"requestId":"w-1","reason":"SENT_IN_ERROR"}""");
        Assert.Equal("WITHDRAWN", withdrawn.Json.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal("WITHDRAWN", (await GetAsync(http, $"/v1/referrals/{id}/status")).Json.GetProperty("state").GetString());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_wrong_is_told_as_problem_details_with_its_fields(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        using var http = Client(intake, IntakeUnderTest.Nca);

        var invalid = await PostAsync(http, "/v1/referrals", """{"agencyReference":"EX-1","incidentType":"OTHER","countries":["XX"],"handling":{"tlp":"RED"},"narrative":"secret"}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (invalid.Status, invalid.Type));
        Assert.Equal(422, invalid.Json.GetProperty("status").GetInt32());
        Assert.Equal([("countries[0]", "UNKNOWN_VALUE")], Errors(invalid));
        Assert.DoesNotContain("secret", invalid.Json.ToString(), StringComparison.Ordinal);

        Assert.Equal([("narative", "UNKNOWN_FIELD")], Errors(await PostAsync(http, "/v1/referrals", """{"narative":"x"}""")));
        Assert.Equal([("incidentType", "UNKNOWN_VALUE")], Errors(await PostAsync(http, "/v1/referrals", """{"incidentType":"BURGLARY"}""")));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(http, "/v1/referrals", """{"narrative":"x""")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(http, "/v1/referrals", "narrative=x", "application/x-www-form-urlencoded")).Status);
        Assert.Equal([("pageSize", "WRONG_TYPE")], Errors(await GetAsync(http, "/v1/referrals?pageSize=ten")));
        Assert.Equal([("colour", "UNKNOWN_FIELD")], Errors(await GetAsync(http, "/v1/referrals?colour=red")));
        Assert.Equal(0, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Too_large_a_body_is_refused(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        using var http = Client(intake, IntakeUnderTest.Nca);
        var narrative = string.Join(' ', Enumerable.Repeat("word", 5 << 18));

        var refused = await PostAsync(http, "/v1/referrals", $$"""{"narrative":"{{narrative}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Equal(0, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Conflicts_strangers_and_a_full_backlog_have_their_status(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store, ("Intake:MaximumBacklog", "1"));
        using var http = Client(intake, IntakeUnderTest.Nca);
        var id = (await PostAsync(http, "/v1/referrals", ReferralJson.Format(Tips.Small("EX-1")))).Json.GetProperty("receipt").GetProperty("referralId").GetString();

        var conflict = await PostAsync(http, "/v1/referrals", ReferralJson.Format(Tips.Full("EX-1")));
        Assert.Equal((HttpStatusCode.Conflict, "REFERENCE_REUSED"), (conflict.Status, conflict.Json.GetProperty("reason").GetString()));
        Assert.Contains(("region", "REFERENCE_REUSED"), Errors(conflict));
        var full = await PostAsync(http, "/v1/referrals", ReferralJson.Format(Tips.Small()));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(5)), (full.Status, full.RetryAfter));

        using var fbi = Client(intake, IntakeUnderTest.Fbi);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(fbi, $"/v1/referrals/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(fbi, $"/v1/referrals/{Ids.New("ref")}")).Status);
        Assert.Contains(await intake.AuditBodiesAsync(), body => body.Contains("access_refused", StringComparison.Ordinal));
        using var @operator = Client(intake, Callers.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(@operator, "/v1/referrals")).Status);
        using var nobody = Client(intake, null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(nobody, "/v1/referrals")).Status);
    }

    private static HttpClient Client(ServiceUnderTest<IntakeDbContext> intake, Principal? caller)
    {
        var http = new HttpClient { BaseAddress = new Uri(intake.WebAddress) };
        if (caller is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", intake.TokenOf(caller));
        return http;
    }

    private static async Task<Answer> PostAsync(HttpClient http, string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Answer.OfAsync(await http.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    private static async Task<Answer> GetAsync(HttpClient http, string path) => await Answer.OfAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));

    private static List<(string?, string?)> Errors(Answer answer) =>
        [.. answer.Json.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("field").GetString(), error.GetProperty("reason").GetString()))];

    private sealed record Answer(HttpStatusCode Status, string? Type, string? Location, TimeSpan? RetryAfter, JsonElement Json)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
        {
            using (response)
            {
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return new Answer(
                    response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.Location?.ToString(), response.Headers.RetryAfter?.Delta, json.RootElement.Clone());
            }
        }
    }
}
