using Google.Protobuf;

namespace Referrals.Platform.Http;

/// <summary>What is answered over HTTP: a message as JSON, its status, and where a new resource is.</summary>
public sealed record JsonAnswer(IMessage Message, int Status = 200, string? Location = null);
