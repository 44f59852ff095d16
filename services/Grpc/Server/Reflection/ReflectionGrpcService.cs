using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace Referrals.Grpc;

internal sealed class ReflectionGrpcService(DescriptorIndex index) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var response = Answer(request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        MessageRequestOneofCase.ListServices => Services(),
        MessageRequestOneofCase.FileByFilename => File(index.FileNamed(request.FileByFilename), "No such file."),
        MessageRequestOneofCase.FileContainingSymbol =>
            File(index.FileDeclaring(request.FileContainingSymbol), "No such symbol."),
        MessageRequestOneofCase.FileContainingExtension => File(
            index.FileExtending(request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber),
            "No such extension."),
        MessageRequestOneofCase.AllExtensionNumbersOfType => ExtensionNumbers(request.AllExtensionNumbersOfType),
        _ => Error(StatusCode.InvalidArgument, "The request asks nothing that this server knows."),
    };

    private ServerReflectionResponse Services() => new()
    {
        ListServicesResponse = new ListServiceResponse
        {
            Service = { index.ServiceNames.Select(name => new ServiceResponse { Name = name }) },
        },
    };

    private ServerReflectionResponse ExtensionNumbers(string type) =>
        index.ExtensionNumbers(type) is not { } numbers
            ? Error(StatusCode.NotFound, "No such message.")
            : new ServerReflectionResponse
            {
                AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type, ExtensionNumber = { numbers } },
            };

    private static ServerReflectionResponse File(FileDescriptor? file, string otherwise) =>
        file is null
            ? Error(StatusCode.NotFound, otherwise)
            : new ServerReflectionResponse
            {
                FileDescriptorResponse = new FileDescriptorResponse
                {
                    FileDescriptorProto = { DescriptorIndex.WithDependencies(file).Select(each => each.SerializedData) },
                },
            };

    private static ServerReflectionResponse Error(StatusCode code, string message) => new()
    {
        ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message },
    };
}
