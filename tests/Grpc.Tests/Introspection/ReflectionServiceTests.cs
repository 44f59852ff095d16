using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Referrals.Grpc.Tests.RoundTrip;
using Referrals.Grpc.Tests.V1;

namespace Referrals.Grpc.Tests.Introspection;

public sealed class ReflectionServiceTests : IAsyncLifetime
{
    private LoopbackServer? _server;

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async Task InitializeAsync() => _server = await LoopbackServer.StartAsync(
        builder => builder.Services.AddGrpcReflection(EchoReflection.Descriptor, ExtendedReflection.Descriptor),
        app => app.MapGrpcReflection());

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task It_lists_the_services()
    {
        var response = await AskAsync(new ServerReflectionRequest { Host = "here", ListServices = "*" });

        Assert.Equal(
            ["grpc.reflection.v1.ServerReflection", "referrals.grpctests.v1.EchoService"],
            response.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("here", response.ValidHost);
        Assert.Equal("*", response.OriginalRequest.ListServices);
    }

    [Fact]
    public async Task It_gives_a_file_by_name_with_what_it_imports()
    {
        var response = await AskAsync(new ServerReflectionRequest { FileByFilename = "extended.proto" });

        Assert.Equal(["extended.proto", "google/protobuf/timestamp.proto"], Files(response).Select(file => file.Name));
    }

    [Theory]
    [InlineData("referrals.grpctests.v1.EchoService", "echo.proto")]
    [InlineData("referrals.grpctests.v1.EchoService.Echo", "echo.proto")]
    [InlineData("referrals.grpctests.v1.EchoRequest", "echo.proto")]
    [InlineData("referrals.grpctests.v1.EchoRequest.text", "echo.proto")]
    [InlineData("referrals.grpctests.v1.Extended.Inner", "extended.proto")]
    [InlineData("referrals.grpctests.v1.Extended.Inner.at", "extended.proto")]
    [InlineData("referrals.grpctests.v1.Extended.choice", "extended.proto")]
    [InlineData("referrals.grpctests.v1.Extended.Colour", "extended.proto")]
    [InlineData("referrals.grpctests.v1.Extended.COLOUR_RED", "extended.proto")]
    [InlineData("referrals.grpctests.v1.note", "extended.proto")]
    [InlineData("google.protobuf.Timestamp", "google/protobuf/timestamp.proto")]
    public async Task It_gives_the_file_that_declares_a_symbol(string symbol, string file)
    {
        var response = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        Assert.Equal(file, Files(response)[0].Name);
    }

    [Fact]
    public async Task The_files_describe_the_service_to_a_client_that_has_none()
    {
        var response = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = "referrals.grpctests.v1.EchoService" });

        var rebuilt = FileDescriptor.BuildFromByteStrings(response.FileDescriptorResponse.FileDescriptorProto);
        Assert.Equal(EchoService.Descriptor.Methods.Count, rebuilt.Single().Services.Single().Methods.Count);
    }

    [Fact]
    public async Task It_finds_extensions()
    {
        const string Extended = "referrals.grpctests.v1.Extended";
        var numbers = await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = Extended });
        var none = await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "referrals.grpctests.v1.EchoRequest" });
        var file = await AskAsync(new ServerReflectionRequest
        {
            FileContainingExtension = new ExtensionRequest { ContainingType = Extended, ExtensionNumber = 150 },
        });

        Assert.Equal(Extended, numbers.AllExtensionNumbersResponse.BaseTypeName);
        Assert.Equal([100, 150], numbers.AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Empty(none.AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Equal("extended.proto", Files(file)[0].Name);
    }

    public static TheoryData<string> Unanswerable =>
    [
        """{ "fileByFilename": "none.proto" }""",
        """{ "fileContainingSymbol": "none" }""",
        """{ "fileContainingSymbol": ".referrals.grpctests.v1.EchoService" }""",
        """{ "allExtensionNumbersOfType": "referrals.grpctests.v1.EchoService" }""",
        """{ "fileContainingExtension": { "containingType": "referrals.grpctests.v1.Extended", "extensionNumber": 101 } }""",
        """{ "fileContainingExtension": { "containingType": "none", "extensionNumber": 100 } }""",
    ];

    [Theory]
    [MemberData(nameof(Unanswerable))]
    public async Task What_it_does_not_have_is_not_found(string request)
    {
        var response = await AskAsync(JsonParser.Default.Parse<ServerReflectionRequest>(request));

        Assert.Equal((int)StatusCode.NotFound, response.ErrorResponse.ErrorCode);
        Assert.NotEmpty(response.ErrorResponse.ErrorMessage);
    }

    [Fact]
    public async Task An_error_does_not_end_the_stream()
    {
        using var call = Call();

        Assert.Equal((int)StatusCode.InvalidArgument, (await AskAsync(call, new ServerReflectionRequest())).ErrorResponse.ErrorCode);
        Assert.NotNull((await AskAsync(call, new ServerReflectionRequest { ListServices = "" })).ListServicesResponse);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    private static List<FileDescriptorProto> Files(ServerReflectionResponse response) =>
        [.. response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];

    private static async Task<ServerReflectionResponse> AskAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current;
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = Call();
        return await AskAsync(call, request);
    }

    private AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> Call() =>
        new ServerReflection.ServerReflectionClient(Server.Channel)
            .ServerReflectionInfo(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
}
