using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Http;

namespace Referrals.Intake.Http;

/// <summary>
/// The agencies' API over HTTP with JSON, for those who do not speak gRPC. Paths and bodies follow the protos: an action's
/// body is its request without the id that is in the path.
/// </summary>
public static class IntakeJson
{
    private const string Service = "/referrals.intake.v1.IntakeService";

    public static void MapIntakeJson(this WebApplication app)
    {
        var referrals = app.MapGroup("/v1/referrals");
        referrals.MapPost("", SubmitAsync);
        referrals.MapGet("", ListAsync);
        referrals.MapGet("/{id}", GetAsync);
        referrals.MapGet("/{id}/status", GetStatusAsync);
        referrals.MapPost("/{id}:addInformation", AddInformationAsync);
        referrals.MapPost("/{id}:withdraw", WithdrawAsync);
    }

    /// <summary>
    /// The body is the referral. Its reference makes a repetition harmless, so an <c>Idempotency-Key</c> may be left out.
    /// 201 with the place of a new referral, 200 for one that was received before.
    /// </summary>
    private static async Task SubmitAsync(HttpContext http, IntakeGrpcService intake)
    {
        if (await JsonCalls.ReadBodyAsync<Referral>(http) is not { } referral)
            return;
        var request = new SubmitRequest { RequestId = IdempotencyKey(http) ?? Ids.New("http"), Referral = referral };
        await JsonCalls.RunAsync<SubmitRequest, SubmitResponse>(
            http,
            $"{Service}/Submit",
            request,
            intake.Submit,
            response => response.DuplicateOfEarlier
                ? new JsonAnswer(response)
                : new JsonAnswer(response, StatusCodes.Status201Created, $"/v1/referrals/{response.Receipt.ReferralId}"),
            bodyPath: "referral");
    }

    private static async Task ListAsync(HttpContext http, IntakeGrpcService intake)
    {
        if (await JsonCalls.ReadQueryAsync<ListRequest>(http) is { } request)
            await JsonCalls.RunAsync<ListRequest, ListResponse>(http, $"{Service}/List", request, intake.List, response => new JsonAnswer(response));
    }

    private static async Task GetAsync(string id, HttpContext http, IntakeGrpcService intake)
    {
        if (await JsonCalls.ReadQueryAsync<GetRequest>(http) is not { } request)
            return;
        request.ReferralId = id;
        await JsonCalls.RunAsync<GetRequest, GetResponse>(http, $"{Service}/Get", request, intake.Get, response => new JsonAnswer(response));
    }

    private static Task GetStatusAsync(string id, HttpContext http, IntakeGrpcService intake) =>
        JsonCalls.RunAsync<GetRequest, GetResponse>(
            http,
            $"{Service}/Get",
            new GetRequest { ReferralId = id, ReadMask = new FieldMask { Paths = { "status" } } },
            intake.Get,
            response => new JsonAnswer(response.Referral.Status));

    private static async Task AddInformationAsync(string id, HttpContext http, IntakeGrpcService intake)
    {
        if (await JsonCalls.ReadBodyAsync<AddInformationRequest>(http) is not { } request)
            return;
        request.ReferralId = id;
        request.RequestId = request.RequestId.Length > 0 ? request.RequestId : IdempotencyKey(http) ?? "";
        await JsonCalls.RunAsync<AddInformationRequest, AddInformationResponse>(
            http, $"{Service}/AddInformation", request, intake.AddInformation, response => new JsonAnswer(response));
    }

    private static async Task WithdrawAsync(string id, HttpContext http, IntakeGrpcService intake)
    {
        if (await JsonCalls.ReadBodyAsync<WithdrawRequest>(http) is not { } request)
            return;
        request.ReferralId = id;
        request.RequestId = request.RequestId.Length > 0 ? request.RequestId : IdempotencyKey(http) ?? "";
        await JsonCalls.RunAsync<WithdrawRequest, WithdrawResponse>(http, $"{Service}/Withdraw", request, intake.Withdraw, response => new JsonAnswer(response));
    }

    private static string? IdempotencyKey(HttpContext http) => http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } key] ? key : null;
}
