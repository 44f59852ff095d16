using Google.Protobuf.Reflection;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Platform.Tests.Contracts;

public sealed class ProtoContractTests
{
    [Fact]
    public void Every_enum_starts_unspecified_and_names_its_values_with_its_prefix()
    {
        foreach (var type in ProtoFiles.All.SelectMany(file => file.EnumTypes))
        {
            var zero = type.FindValueByNumber(0).Name;
            Assert.EndsWith("_UNSPECIFIED", zero, StringComparison.Ordinal);
            var prefix = zero[..^"UNSPECIFIED".Length];
            Assert.All(type.Values, value => Assert.StartsWith(prefix, value.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Neither_a_submission_nor_anything_in_it_can_hold_bytes()
    {
        var seen = new HashSet<MessageDescriptor>();
        var open = new Queue<MessageDescriptor>([SubmitRequest.Descriptor, SubmitManyRequest.Descriptor, Supplement.Descriptor]);
        while (open.TryDequeue(out var message))
        {
            if (!seen.Add(message))
                continue;
            Assert.All(message.Fields.InDeclarationOrder(), field => Assert.NotEqual(FieldType.Bytes, field.FieldType));
            foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                open.Enqueue(field.MessageType);
        }

        Assert.Contains(Identifier.Descriptor, seen);
    }

    [Fact]
    public void Every_rpc_says_who_may_call_it()
    {
        foreach (var method in Methods())
        {
            var access = method.GetOptions()?.GetExtension(AccessExtensions.Access);
            Assert.True(access is { Roles.Count: > 0 }, $"{method.FullName} has no access rule");
            Assert.DoesNotContain(Role.Unspecified, access.Roles);
        }
    }

    [Fact]
    public void Every_rpc_that_changes_something_has_a_request_id_first()
    {
        string[] reading = ["Get", "Suggest", "Summarise", "List", "Watch", "Search", "Explain", "Simulate", "Export", "Check", "Begin", "Count"];

        // A code, a challenge and a link are good once, and an answer may hold what is told once (docs/adr/0015).
        string[] goodOnce = ["SetPassword", "AddPasskey", "RemovePasskey", "SignInWithPassword", "SignInWithPasskey", "SignInWithLink", "RecordSignIn"];
        foreach (var method in Methods().Where(method => method.Service.Name != "AccountService" || !goodOnce.Contains(method.Name)))
        {
            var reads = reading.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal));
            var first = method.InputType.FindFieldByNumber(1);
            Assert.True(reads != (first?.Name == "request_id"), $"{method.FullName} {(reads ? "only reads" : "has no request_id")}");
        }
    }

    private static IEnumerable<MethodDescriptor> Methods() =>
        ProtoFiles.All.SelectMany(file => file.Services).SelectMany(service => service.Methods);
}
