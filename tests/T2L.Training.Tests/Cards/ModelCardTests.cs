using T2L.Training.Cards;
using T2L.Training.Running;

namespace T2L.Training.Tests.Cards;

public sealed class ModelCardTests
{
    [Fact]
    public void A_card_has_a_head_facts_and_sections()
    {
        var card = new ModelCard("A title", "A text.") { BaseModel = "t2l-nano", Library = "peft", Tags = ["lora", "t2l"], Facts = [("seed", "0"), ("a", "b|c")], Sections = [("Measured", "99 %.")] };

        Assert.Equal("""
            ---
            license: apache-2.0
            base_model: t2l-nano
            library_name: peft
            tags:
            - lora
            - t2l
            ---

            # A title

            A text.

            | | |
            |---|---|
            | seed | 0 |
            | a | b\|c |

            ## Measured

            99 %.

            """.ReplaceLineEndings("\n"), card.ToString());
    }

    [Fact]
    public void Descriptions_are_somebodys_only_where_the_file_is_known()
    {
        var known = DescriptionSources.Of(new DescriptionsRecord("any.gz", 440, "ca8ae3577493b96e16cb18210f7841c745c46d8f04c860dc5f85bcccc35b509d"));
        var other = DescriptionSources.Of(new DescriptionsRecord("task-descriptions.jsonl.gz", 3, "00"));

        Assert.Contains("Sakana AI, Apache-2.0", known, StringComparison.Ordinal);
        Assert.DoesNotContain("Sakana", other, StringComparison.Ordinal);
        Assert.Contains("`00`", other, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_knows_is_left_out()
    {
        var run = new RunRecord { Stage = "lm", Seed = 0, Steps = 12_000, TrainingTasks = 1644, Summary = "exact match 99.7 %" };

        var facts = TrainingFacts.Of(run, "base", "the suite");

        Assert.Equal(["trained by", "seed", "steps", "training data"], facts.Select(fact => fact.Name));
        Assert.Equal(["trained by", "seed", "steps", "training data", "workers", "time"], TrainingFacts.Of(run with { Workers = 2, Seconds = 600 }, "base", "the suite").Select(fact => fact.Name));
        Assert.Equal("Exact match 99.7 %.", TrainingFacts.Measured(run).Text);
    }
}
