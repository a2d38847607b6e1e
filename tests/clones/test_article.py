from fairlab.clones import published_audit

AS_PRINTED = """
                           Applicant_ID  Gender  Income Predicted_Approval
0  1f1721e1-19af-4bd1-8488-6abf01404ef9    Male   44815           Approved
1  1f1721e1-19af-4bd1-8488-6abf01404ef9  Female   44815             Denied
4  3479d4cf-0d9b-4f06-9c43-1c3b7e787830    Male   58194           Approved
5  3479d4cf-0d9b-4f06-9c43-1c3b7e787830  Female   58194             Denied
2  5c862597-7f55-43f4-9d6e-ac9cc0b9083e    Male   47436           Approved
3  5c862597-7f55-43f4-9d6e-ac9cc0b9083e  Female   47436             Denied
"""


def test_the_table_is_the_published_one_word_by_word():
    found = published_audit().to_string().split("\n")
    assert [line.split() for line in found] == [
        line.split() for line in AS_PRINTED.strip().split("\n")
    ]
