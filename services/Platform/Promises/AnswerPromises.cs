using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Promises;

/// <summary>Puts into an answer the promises that what the caller did is written to the log: its field <c>promises</c>, where it has one.</summary>
internal static class AnswerPromises
{
    /// <summary>
    /// Writes what the transaction leaves in the log and promises each record of the caller's own doing; then the answer is
    /// finished and can be stored.
    /// </summary>
    public static async Task AddAsync<TDb>(Work<TDb> work, ServiceKey<TDb> key, Principal caller, IMessage answer, CancellationToken cancellationToken)
        where TDb : ServiceDbContext
    {
        if (FieldOf(answer.Descriptor) is not { } field)
            return;
        var promises = (IList)field.Accessor.GetValue(answer);
        foreach (var record in await work.FinishAsync(cancellationToken))
        {
            if (record.Entry.Actor?.Name == caller.Name)
                promises.Add(key.Promise(record.Body));
        }
    }

    private static FieldDescriptor? FieldOf(MessageDescriptor answer) =>
        answer.FindFieldByName("promises") is { IsRepeated: true, FieldType: FieldType.Message } field && field.MessageType == SignedPromise.Descriptor ? field : null;
}
