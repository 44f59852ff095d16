using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Contracts.Json;
using Referrals.Intake.V1;
using Referrals.Operations.V1;
using Xunit;
using Enum = System.Enum;

namespace Referrals.Platform.Tests.Contracts;

public sealed class ReferralJsonTests
{
    private const string Submission = """
        { "agencyReference": "EX-2026-000123", "incidentType": "LIVE_STREAMED", "countries": ["PH"], "region": "PH-07",
          "occurredAt": "2026-06-02T09:05:00Z", "childAtImmediateRisk": true,
          "handling": { "tlp": "AMBER", "conditions": ["H2"] }, "grading": { "scheme": "UK_3X5X2", "code": "1B" },
          "narrative": "[withheld]",
          "persons": [ { "role": "SUBJECT", "names": [ { "given": "Ana", "family": "Example", "full": "Ana Example" } ],
                         "aliases": ["example_a"], "dateOfBirth": "1980-05-04", "gender": "FEMALE", "birthPlace": "Cebu", "occupation": "",
                         "addresses": [ { "line": "", "locality": "Cebu City", "region": "Cebu", "postalCode": "", "country": "PH" } ] } ],
          "identifiers": [ { "type": "ACCOUNT", "service": "ExampleChat", "value": "a1-000042" }, { "type": "PHONE", "value": "+63 900 000 0042" },
                           { "type": "IP", "value": "203.0.113.7", "port": 51515, "at": "2026-06-02T09:20:00Z", "event": "LOGIN" },
                           { "type": "FILE_HASH", "algorithm": "SHA256", "value": "00ff" } ],
          "evidence": [ { "heldBy": "uk-nca", "locator": "EX-LOCKER-7/12", "items": 4012, "description": "[withheld]" } ] }
        """;

    [Fact]
    public void A_whole_submission_is_read()
    {
        var referral = Valid<Referral>(Submission);

        Assert.Equal("EX-2026-000123", referral.AgencyReference);
        Assert.Equal(IncidentType.LiveStreamed, referral.IncidentType);
        Assert.Equal(["PH"], referral.Countries);
        Assert.Equal("PH-07", referral.Region);
        Assert.Equal(new DateTimeOffset(2026, 6, 2, 9, 5, 0, TimeSpan.Zero), referral.OccurredAt.ToDateTimeOffset());
        Assert.True(referral.ChildAtImmediateRisk);
        Assert.Equal(Tlp.Amber, referral.Handling.Tlp);
        Assert.Equal([HandlingCondition.H2], referral.Handling.Conditions);
        Assert.Equal(GradingScheme.Uk3X5X2, referral.Grading.Scheme);
        Assert.Equal("1980-05-04", Assert.Single(referral.Persons).DateOfBirth);
        Assert.Equal("Cebu City", Assert.Single(referral.Persons[0].Addresses).Locality);
        Assert.Equal(51515, referral.Identifiers[2].Port);
        Assert.Equal(HashAlgorithm.Sha256, referral.Identifiers[3].Algorithm);
        Assert.Equal(4012, Assert.Single(referral.Evidence).Items);
    }

    [Fact]
    public void What_was_read_is_written_the_same()
    {
        var referral = Valid<Referral>(Submission);

        Assert.Equal(referral, Valid<Referral>(ReferralJson.Format(referral)));
        Assert.Equal(referral, Valid<Referral>(ReferralJson.Format(referral, new JsonForm { EnumPrefixes = true, Defaults = true, Indented = true })));
    }

    [Fact]
    public void What_is_written_is_the_protobuf_mapping()
    {
        var referral = Valid<Referral>(Submission);

        Assert.Equal(referral, JsonParser.Default.Parse<Referral>(ReferralJson.Format(referral, new JsonForm { EnumPrefixes = true })));
        Assert.Equal(referral, Valid<Referral>(JsonFormatter.Default.Format(referral)));
    }

    [Theory]
    [InlineData("LIVE_STREAMED")]
    [InlineData("INCIDENT_TYPE_LIVE_STREAMED")]
    public void Enum_values_are_read_with_and_without_their_prefix(string value) =>
        Assert.Equal(IncidentType.LiveStreamed, Valid<Referral>($$"""{"incidentType":"{{value}}"}""").IncidentType);

    [Fact]
    public void Enum_values_are_written_without_their_prefix_unless_asked_for()
    {
        var handling = new Handling { Tlp = Tlp.AmberStrict, Conditions = { HandlingCondition.H1, HandlingCondition.H3 } };

        Assert.Equal("""{"tlp":"AMBER_STRICT","conditions":["H1","H3"]}""", ReferralJson.Format(handling));
        Assert.Equal(
            """{"tlp":"TLP_AMBER_STRICT","conditions":["HANDLING_CONDITION_H1","HANDLING_CONDITION_H3"]}""",
            ReferralJson.Format(handling, new JsonForm { EnumPrefixes = true }));
    }

    [Fact]
    public void Names_in_any_script_stay_legible() =>
        Assert.Equal("""{"given":"José","full":"ユーザー"}""", ReferralJson.Format(new PersonName { Given = "José", Full = "ユーザー" }));

    [Fact]
    public void Times_and_spans_are_written_as_text()
    {
        var clock = new GetClockResponse
        {
            BusinessTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2017, 1, 9, 0, 0, 0, TimeSpan.Zero)),
            Offset = Duration.FromTimeSpan(TimeSpan.FromSeconds(-1.5)),
        };

        Assert.Equal("""{"businessTime":"2017-01-09T00:00:00Z","offset":"-1.500s"}""", ReferralJson.Format(clock));
        Assert.Equal(clock, Valid<GetClockResponse>(ReferralJson.Format(clock)));
    }

    [Fact]
    public void Long_numbers_bytes_and_masks_survive()
    {
        var record = new LogRecord { Index = long.MaxValue, LeafHash = ByteString.CopyFrom(0, 255, 62), PreviousIndex = -1 };
        Assert.Equal(record, Valid<LogRecord>(ReferralJson.Format(record)));
        Assert.Equal(record.LeafHash, Valid<LogRecord>("""{"leafHash":"AP8-"}""").LeafHash);

        var request = new GetRequest { ReferralId = "ref-1", ReadMask = FieldMask.FromString("content,information_requests") };
        Assert.Contains("\"content,informationRequests\"", ReferralJson.Format(request), StringComparison.Ordinal);
        Assert.Equal(request, Valid<GetRequest>(ReferralJson.Format(request)));
    }

    [Fact]
    public void An_optional_field_that_is_given_as_false_is_not_the_same_as_absent()
    {
        Assert.True(Valid<Referral>("""{"childAtImmediateRisk":false}""").HasChildAtImmediateRisk);
        Assert.False(Valid<Referral>("{}").HasChildAtImmediateRisk);
        Assert.Equal("""{"childAtImmediateRisk":false}""", ReferralJson.Format(new Referral { ChildAtImmediateRisk = false }));
    }

    [Fact]
    public void Null_stands_for_a_field_that_is_not_given() =>
        Assert.Equal(new Referral(), Valid<Referral>("""{"agencyReference":null,"handling":null,"persons":null}"""));

    [Fact]
    public void Names_as_in_the_proto_are_read_too() =>
        Assert.Equal("EX-1", Valid<Referral>("""{"agency_reference":"EX-1"}""").AgencyReference);

    [Theory]
    [InlineData("""{"colour":"red"}""", "colour", "UNKNOWN_FIELD")]
    [InlineData("""{"persons":[{},{"names":[{"nick":{"deep":[1,{}]}}]}]}""", "persons[1].names[0].nick", "UNKNOWN_FIELD")]
    [InlineData("""{"AgencyReference":"EX-1"}""", "AgencyReference", "UNKNOWN_FIELD")]
    [InlineData("""{"a b\u0000ß.c":1}""", "a?b???c", "UNKNOWN_FIELD")]
    [InlineData("""{"agencyReference":"A","agencyReference":"A"}""", "agencyReference", "DUPLICATE")]
    [InlineData("""{"agencyReference":"A","agency_reference":"B"}""", "agency_reference", "DUPLICATE")]
    [InlineData("""{"narrative":null,"narrative":"x"}""", "narrative", "DUPLICATE")]
    [InlineData("""{"agencyReference":7}""", "agencyReference", "WRONG_TYPE")]
    [InlineData("""{"agencyReference":["A"]}""", "agencyReference", "WRONG_TYPE")]
    [InlineData("""{"childAtImmediateRisk":"true"}""", "childAtImmediateRisk", "WRONG_TYPE")]
    [InlineData("""{"handling":"AMBER"}""", "handling", "WRONG_TYPE")]
    [InlineData("""{"handling":[]}""", "handling", "WRONG_TYPE")]
    [InlineData("""{"countries":"PH"}""", "countries", "WRONG_TYPE")]
    [InlineData("""{"countries":["PH",null]}""", "countries[1]", "WRONG_TYPE")]
    [InlineData("""{"persons":[null]}""", "persons[0]", "WRONG_TYPE")]
    [InlineData("""{"incidentType":"LIVE"}""", "incidentType", "UNKNOWN_VALUE")]
    [InlineData("""{"incidentType":"live_streamed"}""", "incidentType", "UNKNOWN_VALUE")]
    [InlineData("""{"incidentType":99}""", "incidentType", "UNKNOWN_VALUE")]
    [InlineData("""{"incidentType":true}""", "incidentType", "WRONG_TYPE")]
    [InlineData("""{"incidentType":"TLP_AMBER"}""", "incidentType", "UNKNOWN_VALUE")]
    [InlineData("""{"handling":{"conditions":["H2","H4"]}}""", "handling.conditions[1]", "UNKNOWN_VALUE")]
    [InlineData("""{"identifiers":[{"port":1.5}]}""", "identifiers[0].port", "WRONG_TYPE")]
    [InlineData("""{"identifiers":[{"port":"many"}]}""", "identifiers[0].port", "WRONG_TYPE")]
    [InlineData("""{"identifiers":[{"port":2147483648}]}""", "identifiers[0].port", "OUT_OF_RANGE")]
    [InlineData("""{"identifiers":[{"port":1e400}]}""", "identifiers[0].port", "OUT_OF_RANGE")]
    [InlineData("""{"identifiers":[{"at":"2 June 2026"}]}""", "identifiers[0].at", "MALFORMED")]
    [InlineData("""{"identifiers":[{"at":"2026-02-30T00:00:00Z"}]}""", "identifiers[0].at", "MALFORMED")]
    [InlineData("""{"identifiers":[{"at":1780000000}]}""", "identifiers[0].at", "WRONG_TYPE")]
    [InlineData("""{"narrative":"\ud800"}""", "narrative", "MALFORMED")]
    [InlineData("""[]""", "", "WRONG_TYPE")]
    [InlineData("""null""", "", "WRONG_TYPE")]
    [InlineData("", "", "MALFORMED")]
    [InlineData("""{"narrative":"x" """, "", "MALFORMED")]
    [InlineData("""{"narrative":"x"} {}""", "", "MALFORMED")]
    [InlineData("""{"narrative":"x",}""", "", "MALFORMED")]
    [InlineData("""{/* no */"narrative":"x"}""", "", "MALFORMED")]
    public void What_cannot_be_taken_as_it_is_is_refused_with_its_path(string json, string field, string reason)
    {
        var violation = Assert.Single(Refused<Referral>(json));

        Assert.Equal((field, reason), (violation.Field, violation.Reason));
        Assert.NotEmpty(violation.Description);
    }

    [Fact]
    public void Two_members_of_a_choice_are_refused()
    {
        var violation = Assert.Single(Refused<GetReceiptRequest>("""{"referralId":"ref-1","agencyReference":"EX-1"}"""));

        Assert.Equal(("agencyReference", "NOT_ALLOWED"), (violation.Field, violation.Reason));
    }

    [Theory]
    [InlineData("""{"identifiers":[{"port":"51515"}]}""")]
    [InlineData("""{"identifiers":[{"port":51515.0}]}""")]
    [InlineData("""{"identifiers":[{"port":5.1515e4}]}""")]
    public void Whole_numbers_are_read_in_every_form_of_the_mapping(string json) =>
        Assert.Equal(51515, Valid<Referral>(json).Identifiers[0].Port);

    [Fact]
    public void Every_broken_rule_is_reported_in_the_order_of_the_text()
    {
        var violations = Refused<Referral>("""{"incidentType":"X","extra":{"y":[]},"handling":{"tlp":3.5},"identifiers":[{"type":"PHONE"},{"kind":1}]}""");

        Assert.Equal(["incidentType", "extra", "handling.tlp", "identifiers[1].kind"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Values_are_never_repeated_in_an_error()
    {
        const string secret = "Zq7Zq7";
        string[] refused =
        [
            $$"""{"incidentType":"{{secret}}"}""", $$"""{"occurredAt":"{{secret}}"}""", $$"""{"childAtImmediateRisk":"{{secret}}"}""",
            $$"""{"identifiers":[{"port":"{{secret}}"}]}""", $$"""{"handling":"{{secret}}"}""", $$"""{"extra":"{{secret}}"}""",
            $$"""{"narrative":{{secret}}}""", $$"""{"narrative":"{{secret}}""", $$"""{"narrative":"x"}{{secret}}""",
        ];

        foreach (var json in refused)
            Assert.DoesNotContain(secret, string.Join('|', Refused<Referral>(json)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_an_unknown_field_is_cut()
    {
        var violation = Assert.Single(Refused<Referral>($$"""{"{{new string('x', 5000)}}":1}"""));

        Assert.Equal(new string('x', 64) + "…", violation.Field);
    }

    [Theory]
    [InlineData(ReferralJson.MaxDepth - 1, new[] { "UNKNOWN_FIELD" })]
    [InlineData(ReferralJson.MaxDepth, new[] { "UNKNOWN_FIELD", "TOO_DEEP" })]
    [InlineData(500_000, new[] { "UNKNOWN_FIELD", "TOO_DEEP" })]
    public void Depth_is_bounded(int arrays, string[] reasons)
    {
        var json = $$"""{"extra":{{new string('[', arrays)}}{{new string(']', arrays)}}}""";

        Assert.Equal(reasons, Refused<Referral>(json).Select(violation => violation.Reason));
    }

    [Fact]
    public void Violations_are_bounded()
    {
        var json = $$"""{"countries":[{{string.Join(',', Enumerable.Repeat("0", 5000))}}]}""";

        Assert.Equal(ReferralJson.MaxViolations, Refused<Referral>(json).Count);
    }

    [Fact]
    public void Text_that_is_not_Unicode_is_refused()
    {
        byte[] overlong = [.. "{\"narrative\":\""u8, 0xC0, 0xAF, .. "\"}"u8];

        Assert.Equal("MALFORMED", Assert.Single(ReferralJson.Parse<Referral>(overlong).Violations).Reason);
        Assert.Equal("MALFORMED", Assert.Single(Refused<Referral>("{\"narrative\":\"\ud800\"}")).Reason);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.True(ReferralJson.Parse<Referral>([.. Encoding.UTF8.Preamble, .. "{}"u8]).IsValid);

    [Fact]
    public void A_message_known_by_its_descriptor_is_read()
    {
        var reading = ReferralJson.Parse("""{"referralId":"ref-1"}"""u8, GetRequest.Descriptor);

        Assert.Equal(new GetRequest { ReferralId = "ref-1" }, reading.Message);
    }

    [Fact]
    public void Every_message_of_the_contracts_can_be_written_and_read()
    {
        foreach (var descriptor in ProtoFiles.All.SelectMany(file => file.MessageTypes))
        {
            var message = Filled(descriptor);
            var reading = ReferralJson.Parse(ReferralJson.FormatToUtf8(message), descriptor);

            Assert.True(reading.IsValid, $"{descriptor.FullName}: {string.Join('|', reading.Violations)}");
            Assert.Equal(message, reading.Message);
        }
    }

    private static T Valid<T>(string json)
        where T : class, IMessage<T>, new()
    {
        var reading = ReferralJson.Parse<T>(json);
        Assert.True(reading.IsValid, string.Join('|', reading.Violations));
        return reading.Message;
    }

    private static IReadOnlyList<FieldViolation> Refused<T>(string json)
        where T : class, IMessage<T>, new()
    {
        var reading = ReferralJson.Parse<T>(json);
        Assert.False(reading.IsValid);
        return reading.Violations;
    }

    /// <summary>A message with a value in every field, the first of each choice.</summary>
    private static IMessage Filled(MessageDescriptor descriptor)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (field.RealContainingOneof?.Accessor.GetCaseFieldDescriptor(message) is not null)
                continue;
            object value = field.FieldType switch
            {
                FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = 1_780_000_000, Nanos = 7 },
                FieldType.Message when field.MessageType == Duration.Descriptor => new Duration { Seconds = 90 },
                FieldType.Message when field.MessageType == FieldMask.Descriptor => FieldMask.FromString("read_mask"),
                FieldType.Message => Filled(field.MessageType),
                FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[^1].Number),
                FieldType.String => "text \"in\" ünïcode",
                FieldType.Bool => true,
                FieldType.Int32 => -7,
                FieldType.Int64 => 1L << 60,
                FieldType.Double => 0.1,
                FieldType.Bytes => ByteString.CopyFrom(1, 2, 3, 4),
                var other => throw new NotSupportedException($"{field.FullName}: {other}"),
            };
            if (field.IsRepeated)
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            else
                field.Accessor.SetValue(message, value);
        }

        return message;
    }
}
