using System.Text;
using System.Text.Json.Nodes;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Files called adapter_config.json that must be refused.</summary>
internal static class HostileConfigs
{
    public static IReadOnlyList<HostileFile> All { get; } = [.. Texts(), .. Values(), .. OtherKinds()];

    private static IEnumerable<HostileFile> Texts() =>
    [
        Text("empty file", AdapterFormatError.InvalidJson, "not JSON", ""),
        Text("not JSON", AdapterFormatError.InvalidJson, "not JSON", "r: 8"),
        Text("cut off", AdapterFormatError.InvalidJson, "not JSON", """{"r": 8, """),
        Text("a list", AdapterFormatError.InvalidConfig, "the file holds a list; expected a JSON object", "[]"),
        Text("nesting bomb", AdapterFormatError.InvalidJson, "not JSON", new string('[', 100_000)),
        Text("field twice", AdapterFormatError.DuplicateKey, "the field 'r' is given twice", """{"r": 8, "r": 16}"""),
        Text("field twice inside", AdapterFormatError.DuplicateKey, "the field 'q' is given twice", """{"rank_pattern": {"q": 8, "q": 16}}"""),
        Text("lone surrogate", AdapterFormatError.InvalidUtf8, "a field's name is not valid Unicode", """{"\ud800": 1}"""),
        new("not UTF-8", AdapterFormatError.InvalidUtf8, "not UTF-8", [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        Text("over the limit", AdapterFormatError.FileTooLarge, "the file has 1048577 bytes, the limit is 1048576", new string(' ', (1 << 20) + 1)),
        Text("NaN as Python writes it", AdapterFormatError.InvalidJson, "not JSON", """{"lora_alpha": NaN}"""),
    ];

    private static IEnumerable<HostileFile> Values() =>
    [
        Value("no rank", "r is missing", "r", null),
        Value("rank 0", "r is 0; expected 1 to 1024", "r", 0),
        Value("negative rank", "r is -8; expected 1 to 1024", "r", -8),
        Value("rank 1025", "r is 1025; expected 1 to 1024", "r", 1025),
        Value("rank beyond 32 bits", "r is 4294967304; expected 1 to 1024", "r", 4294967304),
        Value("rank as text", "r is text; expected a whole number", "r", "8"),
        Value("fractional rank", "r is 8.5; expected a whole number", "r", 8.5),
        Value("no alpha", "lora_alpha is missing", "lora_alpha", null),
        Value("alpha as text", "lora_alpha is text; expected a number", "lora_alpha", "16"),
        Raw("infinite alpha", "expected a finite number", """{"peft_type":"LORA","r":8,"lora_alpha":1e999,"target_modules":["q_proj"]}"""),
        Value("no target modules", "target_modules is missing", "target_modules", null),
        Value("empty target modules", "target_modules is empty", "target_modules", new JsonArray()),
        Value("target module without a name", "holds an empty name", "target_modules", new JsonArray(" ")),
        Value("target module twice", "names a module twice", "target_modules", new JsonArray("q_proj", "q_proj")),
        Value("target module that is a number", "target_modules is 1; expected text", "target_modules", new JsonArray(1)),
        Value("target modules as an object", "target_modules is an object; expected a list", "target_modules", new JsonObject()),
        Value("dropout of 1", "lora_dropout is 1; expected 0 up to 1", "lora_dropout", 1),
        Value("negative dropout", "lora_dropout is -0.1; expected 0 up to 1", "lora_dropout", -0.1),
        Value("rsLoRA as a number", "use_rslora is 1; expected true or false", "use_rslora", 1),
        Value("base model as a number", "base_model_name_or_path is 7; expected text", "base_model_name_or_path", 7),
        Value("rank pattern of 0", "rank_pattern 'q_proj' is 0; expected 1 to 1024", "rank_pattern", new JsonObject { ["q_proj"] = 0 }),
        Value("rank pattern without a key", "rank_pattern has a key of 0 characters", "rank_pattern", new JsonObject { [""] = 8 }),
        Value("rank pattern that is no expression", "rank_pattern key '(' is not an expression that is read here", "rank_pattern", new JsonObject { ["("] = 8 }),
        Value("rank pattern that looks back", "is not an expression that is read here", "rank_pattern", new JsonObject { ["(a)\\1"] = 8 }),
        Value("rank pattern that explodes", "is not an expression that is read here", "rank_pattern", new JsonObject { ["((a{99}){99}){99}"] = 8 }),
        Value("too many expressions", "rank_pattern has 65 keys that are expressions; at most 64 are read", "rank_pattern", new JsonObject(Enumerable.Range(0, 65).Select(i => KeyValuePair.Create($"q{i}*", (JsonNode?)8)))),
        Value("alpha pattern as a list", "alpha_pattern is a list; expected an object", "alpha_pattern", new JsonArray()),
        Value("alpha pattern of text", "alpha_pattern 'q_proj' is text; expected a number", "alpha_pattern", new JsonObject { ["q_proj"] = "x" }),
        Value("no type", "peft_type is missing; expected 'LORA'", "peft_type", null),
    ];

    private static IEnumerable<HostileFile> OtherKinds() =>
    [
        Other("IA3", "peft_type is 'IA3'; expected 'LORA'", "peft_type", "IA3"),
        Other("DoRA", "use_dora is true; it is not supported", "use_dora", true),
        Other("trained bias", "bias is 'all'; only 'none' is supported", "bias", "all"),
        Other("bias of B", "lora_bias is true; it is not supported", "lora_bias", true),
        Other("transposed weights", "fan_in_fan_out is true; it is not supported", "fan_in_fan_out", true),
        Other("whole modules", "modules_to_save is set; it is not supported", "modules_to_save", new JsonArray("lm_head")),
        Other("trained tokens", "trainable_token_indices is set; it is not supported", "trainable_token_indices", new JsonObject { ["embed_tokens"] = new JsonArray(1) }),
        Other("repeated layers", "layer_replication is set; it is not supported", "layer_replication", new JsonArray(new JsonArray(0, 4))),
        Other("target expression", "target_modules is the expression '.*q_proj'; a list of module names is needed", "target_modules", ".*q_proj"),
        Other("PiSSA", "init_lora_weights is 'pissa_niter_16', which changes the base model", "init_lora_weights", "pissa_niter_16"),
    ];

    private static HostileFile Text(string name, AdapterFormatError error, string says, string json) => new(name, error, says, Encoding.UTF8.GetBytes(json));

    private static HostileFile Raw(string name, string says, string json) => Text(name, AdapterFormatError.InvalidConfig, says, json);

    private static HostileFile Value(string name, string says, string field, JsonNode? value) => Text(name, AdapterFormatError.InvalidConfig, says, With(field, value));

    private static HostileFile Other(string name, string says, string field, JsonNode? value) => Text(name, AdapterFormatError.Unsupported, says, With(field, value));

    private static string With(string field, JsonNode? value)
    {
        var good = JsonNode.Parse(PeftConfigFile.ToJson(new LoraConfig { Rank = 8, Alpha = 16, TargetModules = ["q_proj"] }))!;
        good[field] = value;
        return good.ToJsonString();
    }
}
