using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.V1;
using Referrals.Platform.Clients;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Gives a question to Intake, where its text stays and the sender reads it.</summary>
internal sealed class SenderQuestions(ServiceChannels channels)
{
    private readonly IntakeService.IntakeServiceClient intake = new(channels.Invoker("triage", "intake"));

    /// <summary>Asks; asking the same question again changes nothing.</summary>
    public async Task AskAsync(string questionId, RequestInformationRequest request, DateTimeOffset? answerBy, CancellationToken cancellationToken) =>
        await intake.RecordInformationRequestAsync(
            new RecordInformationRequestRequest
            {
                RequestId = questionId,
                InformationRequestId = questionId,
                ReferralId = request.ReferralId,
                CountryCase = request.CountryCase,
                Data = { request.Data },
                Question = request.Question,
                AnswerBy = answerBy?.ToTimestamp(),
            },
            cancellationToken: cancellationToken);
}
