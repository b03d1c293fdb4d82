"""The method: answers, questionnaire and figures in, result out. No I/O, no clock, no randomness."""
