"""What the shipped skin model is made from, with licences: the model card names each in every language."""

from consultant_app.inference.manifest import Source

SOURCES = (
    Source(kind="portraits", name="faker-js/assets-person-portrait", licence="CC0 1.0"),
    Source(kind="studio", name="DeBruine and Jones", licence="CC BY 4.0"),
    Source(kind="encoder", name="EfficientNet-lite0", licence="Apache-2.0"),
    Source(kind="weights", name="", licence=""),
)
